/** An edit of what is reviewed that was left without saving it. */

import type {ReviewRequest} from '../../core/ports.ts';
import type {Facts} from './actions.ts';
import type {Drafting} from './drafting.ts';
import {variantRead} from './reading.ts';

/** Number of the version that approving would take now; null where nothing is reviewed. */
export function versionToApprove(facts: Pick<Facts, 'screen' | 'state'>): number | null {
	const {open} = facts.screen;
	return open?.kind === 'review' ? (variantRead(facts) ?? open.request.version) : null;
}

/** What the text that a review is on is called among the drafts of edits. */
export function nameOfReviewed({output_name, draft}: Pick<ReviewRequest, 'output_name' | 'draft'>): string {
	return draft ? nameOfModulesDraft(output_name) : output_name;
}

/** What the person makes of a text that a module shows them in the middle of its work. */
export function nameOfModulesDraft(output_name: string): string {
	return `${output_name}.draft`;
}

/** Whether a draft waits beside the version that approving would take, and says something else. */
export function hasWaitingDraft(
	facts: Pick<Facts, 'screen' | 'state'>,
	{latest}: Pick<Drafting, 'latest'>,
): boolean {
	const {open, editing} = facts.screen;
	const version = versionToApprove(facts);
	// While it is edited, the whole text would be put together for each frame.
	if (editing || open?.kind !== 'review' || version === null) return false;
	const {output_name} = open.request;
	const kept = latest(`${nameOfReviewed(open.request)}.edit`);
	const shown = open.request.draft
		? open.request.output
		: facts.state.operations.get(output_name)?.versions[version - 1]?.text;
	return kept !== null && kept !== shown;
}
