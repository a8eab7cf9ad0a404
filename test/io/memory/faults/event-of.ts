import type {RunEvent} from '../../../../source/core/events.ts';
import {answered, started} from '../example-events.ts';

/** The n-th action of every log here, from 0. The third is too long to be written in the main thread. */
export function eventOf(number: number): RunEvent {
	return number === 0 ? started : answered(number, number === 2 ? 50_000 : 3000);
}
