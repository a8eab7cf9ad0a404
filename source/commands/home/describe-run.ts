/** A past run as a row of the home screen. */
import type {RunSummary} from '../../io/memory/list-runs.ts';
import {type RunFolder, startOfId} from '../../io/memory/run-folder.ts';
import type {RunEntry} from '../../ui/home/offers.ts';
import {costOf} from '../runs/cost-of.ts';

/** Before its log is looked into: what the folder's name tells. */
export function unreadRun({id, path}: RunFolder): RunEntry {
	return {
		id,
		folder: path,
		pipeline: pipelineOfId(id),
		status: 'reading',
		open: false,
		startedAt: startOfId(id),
		cost: '',
		tokens: 0,
		at: null,
		leftOut: {skipped: 0, blocked: 0},
		problem: null,
	};
}

export function describeRun({
	id,
	folder,
	pipeline_name,
	status,
	open,
	startedAt,
	totals,
	at,
	left_out,
	problem,
}: RunSummary): RunEntry {
	return {
		id,
		folder: folder.path,
		pipeline: pipeline_name || pipelineOfId(id),
		status,
		open,
		startedAt,
		cost: costOf(totals),
		tokens: totals.input_tokens + totals.output_tokens,
		at,
		leftOut: left_out,
		problem,
	};
}

/** What follows the time in `2026-11-22_14-03-11_engineering`. */
function pipelineOfId(id: string): string {
	return id.slice('2026-11-22_14-03-11_'.length);
}
