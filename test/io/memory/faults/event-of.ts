import type {RunEvent} from '../../../../source/core/events.ts';
import {answered, started} from '../example-events.ts';

/** The n-th action of every log here, from 0. */
export function eventOf(number: number): RunEvent {
	return number === 0 ? started : answered(number, 3000);
}
