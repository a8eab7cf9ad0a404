/** The preview of a pipeline: its graph, whom it would ask, where it would stop. */
import {makeVisible} from '../../core/visible.ts';
import type {Card} from '../graph/cards.ts';
import {plural} from '../text/figures.ts';
import type {Line} from '../text/line.ts';
import {graphRows} from './graph-rows.ts';
import type {Offers, PipelineEntry, PlannedOperation} from './offers.ts';
import {around, fact, listNames, paragraph, type Room} from './preview.ts';

export function previewPipeline(entry: PipelineEntry, {model}: Pick<Offers, 'model'>, room: Room): Line[] {
	const {description, operations} = entry;
	if (entry.problem !== null) return previewBroken(entry, entry.problem, room);

	const below = [
		...asks(operations, room),
		...stops(operations, room),
		...(entry.budget === null ? [] : fact('budget', entry.budget, room, {}, 2)),
		...(entry.needs !== null && model !== null
			? fact('needs', entry.needs, room, {tone: 'attention'}, 3)
			: []),
		...(model === null
			? fact(
					'needs',
					'a model: i takes a key, m a model on this machine; or name an endpoint with --base-url',
					room,
					{
						tone: 'attention',
					},
				)
			: []),
	];
	return around(
		description === null ? [] : paragraph(description, room, undefined, 3),
		height => plannedGraph(operations, {...room, height}),
		below,
		room,
	);
}

/** What is wrong with it, and its graph: as it is, or as it last was while the file can show none. */
function previewBroken(
	{operations, outdated, problems, file}: PipelineEntry,
	problem: string,
	room: Room,
): Line[] {
	const rows = problems === '' ? [] : problems.split('\n').map((text): Line => [{text}]);
	const where = fact('file', file, room);
	if (operations.length === 0) return [...paragraph(problem, room, 'bad', 3), [], ...rows, ...where];
	const above = [
		...paragraph(problem, room, 'bad', 2),
		...(outdated ? paragraph('Below it is drawn as it was when it was last sound.', room, 'quiet') : []),
	];
	const drawn = around(above, height => plannedGraph(operations, {...room, height}, outdated), [], {
		...room,
		height: Math.max(room.height - rows.length - where.length - 1, above.length + 5),
	});
	const gap: Line[] = drawn.at(-1)?.length === 0 ? [] : [[]];
	return [...drawn, ...gap, ...rows, ...where];
}

/** The demo asks nobody: only where it stops is told. */
export function previewDemo(
	{description, operations}: PipelineEntry,
	room: Room,
	above: readonly Line[],
): Line[] {
	return around(
		[...above, ...paragraph(description ?? '', room, undefined, 3)],
		height => plannedGraph(operations, {...room, height}),
		[
			...fact(
				'answers',
				'recorded: nothing is asked, nothing is paid. Files, programs and repairs are real.',
				room,
				{
					tone: 'recorded',
				},
			),
			...stops(operations, room),
		],
		room,
	);
}

/** `outdated`: it is not so any more. */
function plannedGraph(operations: readonly PlannedOperation[], room: Room, outdated = false): Line[] {
	const tone = outdated ? ('quiet' as const) : undefined;
	const cards = new Map<string, Card>(
		operations.map(({output_name, module}) => [
			output_name,
			{
				mark: null,
				name: {text: makeVisible(output_name, {keepNewlines: false}), bold: !outdated, tone},
				details: [[{text: makeVisible(module, {keepNewlines: false}), tone: 'quiet'}]],
			},
		]),
	);
	return graphRows(
		operations,
		id => cards.get(id)!,
		() => tone ?? 'plain',
		room,
	);
}

function asks(operations: readonly PlannedOperation[], room: Room): Line[] {
	const byModels = new Map<string, string[]>();
	const unknown: string[] = [];
	for (const {models, output_name} of operations) {
		if (models === null) unknown.push(output_name);
		else if (models.length > 0) {
			const [first, ...further] = models;
			const name = further.length === 0 ? first! : `${first}, then ${further.join(', ')}`;
			byModels.set(name, [...(byModels.get(name) ?? []), output_name]);
		}
	}

	const rows = [...byModels].map(([name, names]) => `${name}  for ${listNames(names)}`);
	if (unknown.length > 0) rows.push(`what your own code asks  for ${listNames(unknown)}`);
	if (rows.length === 0) return fact('asks', 'no model at all', room);
	return rows.flatMap((row, index) => fact(index === 0 ? 'asks' : '', row, room, {}, 2));
}

function stops(operations: readonly PlannedOperation[], room: Room): Line[] {
	const asked = operations.filter(({stops}) => stops.asks).map(one => one.output_name);
	const reviewed = operations.filter(({stops}) => stops.review).map(one => one.output_name);
	const passed = operations
		.filter(({models, stops}) => !stops.review && models !== null && models.length > 0)
		.map(one => one.output_name);
	// Nothing of it is imported here: it may be by a model, and it may ask.
	const own = operations.filter(({models, stops}) => !stops.review && models === null);
	const parts = [
		...(asked.length > 0 ? [`to ask you at ${listNames(asked, 4)}`] : []),
		...(reviewed.length > 0
			? [
					passed.length === 0
						? `for your review after ${plural(reviewed.length, 'output')} of a model`
						: `for your review at ${listNames(reviewed, 6)}; not at ${listNames(passed, 4)}`,
				]
			: []),
		...(own.length > 0
			? [
					`perhaps at ${listNames(
						own.map(one => one.output_name),
						4,
					)}: only your own code knows`,
				]
			: []),
	];
	return fact('stops', parts.length === 0 ? 'nowhere' : parts.join(', and '), room, {}, 3);
}
