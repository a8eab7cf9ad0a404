/** Where a run stands, from the events at the end of its log. */
import type {BriefAction} from './brief-action.ts';

export type Standing = {
	output_name: string;
	/** What it waits for, or was at. */
	doing: 'review' | 'question' | 'consent' | 'direction' | 'failed' | 'running';
};

/** The newest matter that no later event settled; null if none is open. */
export function standingOf(events: readonly BriefAction[]): Standing | null {
	const open = new Map<string, Standing['doing']>();
	const set = (name: string, doing: Standing['doing']) => {
		open.delete(name);
		open.set(name, doing);
	};
	for (const event of events) {
		switch (event.type) {
			case 'module-started':
			case 'question-answered':
			case 'draft-decided':
			case 'consent-given':
			case 'consent-refused':
			case 'direction-given':
				set(event.output_name, 'running');
				break;
			case 'question-asked':
				set(event.output_name, 'question');
				break;
			case 'draft-shown':
				set(event.output_name, 'review');
				break;
			case 'consent-asked':
				set(event.output_name, 'consent');
				break;
			case 'direction-asked':
				set(event.output_name, 'direction');
				break;
			case 'review-requested':
				set(event.output_name, event.subject === 'failure' ? 'failed' : 'review');
				break;
			case 'module-failed':
				// The others stand, and are chosen from.
				if (event.variant) break;
				set(event.output_name, 'failed');
				break;
			case 'module-finished':
			case 'module-skipped':
			case 'operation-rerun':
				open.delete(event.output_name);
				break;
			case 'review-decided':
				if (event.decision !== 'stop') open.delete(event.output_name);
				break;
			case 'run-finished':
				if (event.status === 'done') open.clear();
				break;
			default:
		}
	}
	// What waits for somebody says more than what was at work beside it.
	const all = [...open].map(([output_name, doing]) => ({output_name, doing}));
	return all.findLast(({doing}) => doing !== 'running') ?? all.at(-1) ?? null;
}
