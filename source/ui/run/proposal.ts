/** A change of the run that is shown with its consequences before it takes effect. */
import type {Edit, RunState} from '../../core/state/run-state.ts';
import type {ForkFrom} from '../intentions.ts';

export type Proposal =
	/** `back`: to the text, which is kept; `close`: it is taken. */
	| {kind: 'edit'; output_name: string; text: string; back(problem: string | null): void; close(): void}
	| {
			kind: 'prompt';
			output_name: string;
			system: string;
			supplement: string | null;
			back(problem: string | null): void;
			close(): void;
	  }
	| {kind: 'choose'; output_name: string; version: number}
	| {kind: 'undo'; edit: Edit}
	| {kind: 'rerun'; output_name: string; model: string | null}
	/** A new run: nothing of this one is changed. */
	| ({kind: 'fork'} & ForkFrom);

/** What is changed. */
export function targetOf(proposal: Proposal): string {
	if (proposal.kind === 'undo') return proposal.edit.output_name;
	return proposal.output_name ?? 'this moment';
}

/** Whether the target's own output is made anew, and not only what depends on it. */
export function remakesTarget(proposal: Proposal, {operations}: RunState): boolean {
	const prompt = proposal.kind === 'undo' ? proposal.edit.kind === 'prompt' : proposal.kind === 'prompt';
	const begun = ['running', 'review', 'done', 'failed'];
	return proposal.kind === 'rerun' || (prompt && begun.includes(operations.get(targetOf(proposal))!.status));
}
