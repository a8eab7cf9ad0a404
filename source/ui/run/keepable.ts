import type {RunState} from '../../core/state/run-state.ts';
import type {Screen} from './screen.ts';

/** The version that may stand although a later attempt failed, e.g. `v1`; null if the open request offers none. */
export function keepable({open}: Pick<Screen, 'open'>, {operations}: RunState): string | null {
	if (open?.kind !== 'failure' || open.request.current === null) return null;
	return `v${operations.get(open.request.output_name)?.current ?? 1}`;
}
