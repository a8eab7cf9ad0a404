/** A recording answers what it was asked before, and may have nothing to say to anything else. */
import type {RunState} from '../../core/state/run-state.ts';
import type {ScreenStore} from './screen-store.ts';

const question = 'The answers are recorded, and there may be no other one. Ask the recording all the same?';

export function isRecorded({settings}: RunState): boolean {
	return settings.cassette !== null;
}

/** Does what asks for another answer; where answers are recorded only after a yes. */
export function askForAnother(state: RunState, {change}: Pick<ScreenStore, 'change'>, ask: () => void): void {
	if (isRecorded(state)) change({confirm: {question, decides: true, yes: ask}});
	else ask();
}
