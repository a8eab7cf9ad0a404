/** What the lists of the home screen hold. */
import {filterOf} from './find.ts';
import type {Offers, PipelineEntry, RunEntry} from './offers.ts';

export type Item =
	| {kind: 'demo'; entry: PipelineEntry}
	| {kind: 'pipeline'; entry: PipelineEntry}
	| {kind: 'run'; entry: RunEntry};

export type HomePane = 'pipelines' | 'runs';

/** Names an item for as long as the app runs, however the lists change. */
export function keyOf(item: Item): string {
	return item.kind === 'run' ? item.entry.id : `${item.kind}:${item.entry.name}`;
}

/** Nothing of the person's own is here yet: neither a pipeline nor a run. */
export function isFresh({pipelines, runs, reading}: Offers): boolean {
	return !reading && runs.length === 0 && pipelines.every(({source}) => source === 'bundled');
}

/** What a pane lists now. Where somebody begins, or nothing could answer when they came, the demo leads. */
export function itemsOf(offers: Offers, pane: HomePane, typed: string): Item[] {
	const {matches} = filterOf(typed);
	if (pane === 'runs') {
		return offers.runs
			.filter(run => matches([run.id, run.pipeline, wordOf(run), run.at?.output_name ?? '']))
			.map(entry => ({kind: 'run', entry}));
	}

	const pipelines = offers.pipelines
		.filter(({name, description}) => matches([name, description ?? '']))
		.map((entry): Item => ({kind: 'pipeline', entry}));
	const {demo} = offers;
	const demos: Item[] =
		demo && matches(['demo', demo.description ?? '']) ? [{kind: 'demo', entry: demo}] : [];
	const leads = offers.model === null || offers.begunWithoutModel || isFresh(offers);
	return leads ? [...demos, ...pipelines] : [...pipelines, ...demos];
}

/** The status of a run as it is told, and found. */
export function wordOf({status, leftOut}: Pick<RunEntry, 'status' | 'leftOut'>): string {
	const words: Partial<Record<RunEntry['status'], string>> = {
		waiting: 'waits',
		reading: '',
		budget: 'over budget',
	};
	return words[status] ?? (status === 'done' ? ['done', ...kindsOf(leftOut)].join(', ') : status);
}

/** `1 skipped`, `2 blocked`: what a run that is done came to its end without. */
function kindsOf(leftOut: RunEntry['leftOut']): string[] {
	return (['skipped', 'blocked'] as const).flatMap(kind =>
		leftOut[kind] > 0 ? [`${leftOut[kind]} ${kind}`] : [],
	);
}
