import {quoteWord} from '../command-line.ts';
import {ancestorsWithin, byName, dependentsOf, findCycles, type Node} from '../graph/graph.ts';
import {turnPredecessors} from '../graph/turns.ts';
import type {Place, Report} from './problem-list.ts';
import type {Placed} from './readers.ts';
import {suggest} from './suggest.ts';
import {shorten} from './yaml-value.ts';

/** An operation as far as it could be read: null is what is missing or wrong. */
export type Draft = {
	module: Placed<string> | null;
	inputs: Placed<string>[] | null;
	output_name: Placed<string> | null;
};

type NamedDraft = Draft & {output_name: Placed<string>};
type DraftNode = Node & {draft: NamedDraft};

const mostCycles = 20;

/**
 * What is wrong between operations: modules nobody knows, outputs made twice, inputs from nowhere, cycles. And
 * what looks wrong: operations that nothing connects, unordered ones that both write (`writers`: names of modules).
 */
export function checkGraph(
	drafts: Draft[],
	options: {
		modules: ReadonlySet<string> | null;
		elsewhere?: (module: string) => string | null;
		writers: ReadonlySet<string>;
		lineOf: (place: Place) => number;
		report: Report;
	},
): void {
	const {modules, elsewhere, writers, lineOf, report} = options;
	if (modules) checkModules(drafts, {modules, elsewhere}, report);
	const named = drafts.filter((draft): draft is NamedDraft => draft.output_name !== null);
	checkDuplicates(named, lineOf, report);
	const nodes: DraftNode[] = named.map(draft => ({
		output_name: draft.output_name.value,
		inputs: (draft.inputs ?? []).map(input => input.value),
		draft,
	}));
	checkSources(drafts, nodes, report);
	checkRepeats(drafts, report);
	const cyclic = checkCycles(nodes, lineOf, report);
	if (cyclic) return;
	if (isWhole(drafts, nodes)) checkIsolation(nodes, report);
	checkTurns(nodes, writers, report);
}

function checkModules(
	drafts: Draft[],
	{modules, elsewhere}: {modules: ReadonlySet<string>; elsewhere?: (module: string) => string | null},
	report: Report,
): void {
	for (const {module} of drafts) {
		if (module === null || modules.has(module.value)) continue;
		report(module.place, () => {
			const misplaced = elsewhere?.(module.value) ?? null;
			const meant = suggest(module.value, modules);
			return {
				message: `There is no module \`${shorten(module.value)}\`.`,
				remedy:
					misplaced ??
					(meant === null
						? `Make one: write its prompt in system_prompts/${shorten(module.value)}.md, or its code with \`orchestrai new module ${quoteWord(shorten(module.value))}\`.`
						: `Did you mean \`${meant}\`?`),
			};
		});
	}
}

function checkDuplicates(drafts: NamedDraft[], lineOf: (place: Place) => number, report: Report): void {
	const first = new Map<string, Place>();
	for (const {output_name} of drafts) {
		const before = first.get(output_name.value);
		if (before === undefined) {
			first.set(output_name.value, output_name.place);
			continue;
		}
		report(output_name.place, () => ({
			message: `Another operation already makes \`${shorten(output_name.value)}\`, in line ${lineOf(before)}.`,
			remedy: 'Give each operation an output_name of its own.',
		}));
	}
}

function checkSources(drafts: Draft[], nodes: DraftNode[], report: Report): void {
	const known = byName(nodes);
	for (const {inputs} of drafts) {
		for (const input of inputs ?? []) {
			if (known.has(input.value)) continue;
			report(input.place, () => {
				const meant = suggest(input.value, known.keys());
				return {
					message: `No operation makes \`${shorten(input.value)}\`.`,
					remedy:
						meant === null
							? 'Use the output_name of one of the operations, or add an operation that makes it.'
							: `Did you mean \`${meant}\`?`,
				};
			});
		}
	}
}

function checkRepeats(drafts: Draft[], report: Report): void {
	for (const {inputs} of drafts) {
		const seen = new Set<string>();
		for (const {value, place} of inputs ?? []) {
			if (seen.has(value)) {
				report(
					place,
					() => ({
						message: `\`${shorten(value)}\` is listed twice; the module is told it once.`,
						remedy: 'Remove one of the two.',
					}),
					'warning',
				);
			}
			seen.add(value);
		}
	}
}

function checkCycles(nodes: DraftNode[], lineOf: (place: Place) => number, report: Report): boolean {
	const named = byName(nodes);
	const cycles = findCycles(nodes, mostCycles);
	for (const cycle of cycles) {
		const edges = cycle.map((source, index) => {
			const reader = named.get(cycle[(index + 1) % cycle.length]!)!;
			return {source, reader, input: reader.draft.inputs!.find(({value}) => value === source)!};
		});
		const closing = edges.at(-1)!;
		report(closing.input.place, () => ({
			message:
				cycle.length === 1
					? `\`${shorten(closing.source)}\` reads its own output.`
					: `These operations wait for each other: ${edges
							.map(
								({source, reader, input}) =>
									`\`${shorten(reader.output_name)}\` reads \`${shorten(source)}\` (line ${lineOf(input.place)})`,
							)
							.join(', ')}.`,
			remedy: 'Remove one of these inputs.',
		}));
	}
	return cycles.length > 0;
}

/** All inputs and names are there and meet; else a slip, not the author, may have cut an operation off. */
function isWhole(drafts: Draft[], nodes: DraftNode[]): boolean {
	const known = byName(nodes);
	return (
		known.size === drafts.length &&
		drafts.every(({inputs}) => inputs?.every(input => known.has(input.value)) ?? false)
	);
}

function checkIsolation(nodes: DraftNode[], report: Report): void {
	if (nodes.length < 2) return;
	const dependents = dependentsOf(nodes);
	for (const {output_name, inputs, draft} of nodes) {
		if (inputs.length > 0 || dependents.get(output_name)!.length > 0) continue;
		report(
			draft.output_name.place,
			() => ({
				message: `Nothing connects \`${shorten(output_name)}\`: it reads no output, and none reads its own.`,
				remedy: 'Add it to the inputs of another operation, or remove it.',
			}),
			'warning',
		);
	}
}

function checkTurns(nodes: DraftNode[], writers: ReadonlySet<string>, report: Report): void {
	const named = byName(nodes);
	const turns = turnPredecessors(
		nodes,
		({draft}) => draft.module !== null && writers.has(draft.module.value),
	);
	for (const [later, earlier] of turns) {
		const {draft, inputs} = named.get(later)!;
		if (inputs.includes(earlier) || ancestorsWithin(named, later).has(earlier)) continue;
		report(
			draft.output_name.place,
			() => ({
				message: `\`${shorten(earlier)}\` and \`${shorten(later)}\` both write files, and neither waits for the other; they take turns, \`${shorten(earlier)}\` first.`,
				remedy: `Add \`${shorten(earlier)}\` to the inputs of \`${shorten(later)}\` if it should go on from its files.`,
			}),
			'warning',
		);
	}
}
