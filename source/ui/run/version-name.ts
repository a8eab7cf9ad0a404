import type {By} from '../../core/events.ts';
import type {Version} from '../../core/state/run-state.ts';

const makers: Record<By, string> = {
	model: 'the model',
	person: 'you',
	module: 'the module',
	recorded: 'the recording',
};

export function makerOf({by}: Version): string {
	return makers[by];
}

/** `v2 by you`. */
export function versionName(version: Version): string {
	return `v${version.version} by ${makerOf(version)}`;
}
