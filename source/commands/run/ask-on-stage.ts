/** A page on the stage before the run, which the person may leave, or be torn from. */
import type {Stage} from '../../ui/stage.tsx';
import type {Surroundings} from '../command.ts';
import {type Torn, untilGone} from './until-gone.ts';

/** They left before it began; why, if they did not do it themselves. */
export type Left = {kind: 'left'} & Torn;

/** `ask` shows the page; its signal aborts once that is over, however it ended. */
export async function askOnStage<Choice extends {kind: string}>(
	stage: Stage,
	around: Surroundings,
	ask: (over: AbortSignal) => Promise<Choice | {kind: 'leave'}>,
): Promise<Exclude<Choice, {kind: 'leave'}> | Left> {
	const over = new AbortController();
	const {shown, signalCode, fault} = await untilGone(around, stage.unmount, () => ask(over.signal));
	over.abort();
	return shown === null || shown.kind === 'leave' || signalCode !== null || fault !== null
		? {kind: 'left', signalCode, fault}
		: (shown as Exclude<Choice, {kind: 'leave'}>);
}
