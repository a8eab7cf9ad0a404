import type {By, ReviewPolicy} from '../events.ts';
import type {Operation} from '../pipeline/pipeline.ts';

/** Whether a person decides on an output before anything consumes it. What they made themselves is not shown to them again. */
export function isReviewed(policy: ReviewPolicy, {checkpoint}: Operation, by: By): boolean {
	if (by === 'person' || policy === 'none' || checkpoint === 'never') return false;
	return checkpoint === 'always' || (policy === 'all' && by !== 'module');
}
