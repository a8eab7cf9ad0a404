/** One operation of two runs: what it was told and what it answered, beside each other. */
import type {Aspect, ComparedOperation} from '../../core/compare/compare-runs.ts';
import type {Side} from '../../core/compare/side.ts';
import type {Parameters} from '../../core/ports.ts';
import {compareFiles} from '../../ui/diff/compare-files.ts';
import {createDiffs} from '../../ui/diff/diffs.ts';
import {changedLines} from '../../ui/diff/full-row.ts';
import {type Compared, compareLines} from '../../ui/diff/rows.ts';
import {unifiedContent} from '../../ui/diff/unified.ts';
import {wordList} from '../../ui/text/figures.ts';
import {cutLine, type Line} from '../../ui/text/line.ts';
import type {PastState} from '../past-state.ts';
import type {Printer} from '../printer.ts';

export type Pair = {one: PastState; two: PastState};

/** Sides beside each other need a rule; a page that has no width gets one of this many cells. */
const rule = 100;

/** Prints operations one after the other; a change of a text that was shown already is only referred to. */
export function createOperationPrinter(
	pair: Pair,
	{context, printer: {print, width, theme}}: {context: number; printer: Printer},
): (operation: ComparedOperation) => void {
	const {glyphs} = theme;
	/** What was changed into what → where that was shown. */
	const seen = new Map<string, string>();

	function printTitle({output_name, one, two}: ComparedOperation): void {
		const title: Line = [
			{text: `${glyphs.rule.repeat(2)} `, tone: 'quiet'},
			{text: output_name, tone: 'accent', bold: true},
			{text: `  ${(two ?? one)!.module} `, tone: 'quiet'},
			{text: glyphs.rule.repeat(rule), tone: 'quiet'},
		];
		print([]);
		print(cutLine(title, Math.min(width, rule), glyphs.rule));
	}

	function printFacts({one, two, differs, changedInputs}: ComparedOperation): void {
		if (one === null || two === null) {
			print([{text: `It is in the ${one === null ? 'second' : 'first'} run only.`, tone: 'attention'}]);
			return;
		}

		if (differs.length === 0) print([{text: 'It is the same in both runs.', tone: 'good'}]);
		const fact = (aspect: Aspect, name: string, before: string, after: string) => {
			if (!differs.includes(aspect)) return;
			print([
				{text: `${name}  `, bold: true},
				{text: before, tone: 'removed'},
				{text: ` ${glyphs.arrow} `, tone: 'quiet'},
				{text: after, tone: 'added'},
			]);
		};
		fact('module', 'module', one.module, two.module);
		fact('wiring', 'reads', namesOf(one.inputs), namesOf(two.inputs));
		fact('model', 'model', namesOf(one.models), namesOf(two.models));
		fact('settings', 'settings', settingsOf(one, two), settingsOf(two, one));
		fact('status', 'status', statusOf(one), statusOf(two));
		if (differs.includes('inputs'))
			print([{text: 'inputs  ', bold: true}, {text: `the texts of ${wordList(changedInputs)} differ`}]);
	}

	function show(name: string, output_name: string, key: unknown, compare: () => Compared): void {
		const change = JSON.stringify(key);
		const shown = seen.get(change);
		const compared = shown === undefined ? compare() : null;
		if (compared?.rows.length === 0) return;
		print([]);
		if (compared === null) {
			print([
				{text: name, bold: true},
				{text: `  the same change as in ${shown}`, tone: 'quiet'},
			]);
			return;
		}

		seen.set(change, output_name);
		print([{text: name, bold: true}, ...changedLines(compared, '  ')]);
		const {rows, row} = Number.isFinite(width)
			? diffs.content(compared, width, glyphs)
			: unifiedContent(compared.rows, width, glyphs);
		for (let index = 0; index < rows; index++) print(row(index));
	}

	return operation => {
		const {output_name, one, two, differs} = operation;
		printTitle(operation);
		printFacts(operation);
		const alone = one === null || two === null;
		const texts = (aspect: Aspect, before: string | null = '', after: string | null = '') => {
			if (!alone && !differs.includes(aspect)) return;
			const sides = ended(before ?? '', after ?? '');
			show(aspect, output_name, sides, () => compareLines(...sides, {around: context}));
		};
		texts('system prompt', one?.system, two?.system);
		texts('prompt', one?.ownPrompt, two?.ownPrompt);
		if (!differs.includes('files') && !(alone && (one ?? two)?.files)) {
			texts('answer', one?.output, two?.output);
			return;
		}

		const filesOf = (side: Side | null, {state}: PastState) => diffs.filesOf(side?.files ?? {}, state.texts);
		show('files', output_name, [one?.files, two?.files], () =>
			compareFiles(filesOf(one, pair.one), filesOf(two, pair.two), {around: context}),
		);
	};
}

const diffs = createDiffs();

/** A newline at the end that both lack is not worth a word. */
function ended(before: string, after: string): [string, string] {
	const lacks = (text: string) => text !== '' && !text.endsWith('\n');
	return lacks(before) && lacks(after) ? [`${before}\n`, `${after}\n`] : [before, after];
}

function namesOf(names: readonly string[] | null): string {
	return names?.length ? names.join(', ') : 'none';
}

/** With what failed, and why. */
function statusOf({state: {status, failure}}: Side): string {
	return status === 'failed' && failure !== null ? `${status}: ${failure.message}` : status;
}

/** Those that differ. */
function settingsOf({parameters}: Side, other: Side): string {
	const mine: Parameters = parameters ?? {};
	const theirs: Parameters = other.parameters ?? {};
	const names = [...new Set([...Object.keys(mine), ...Object.keys(theirs)])].sort();
	return names
		.filter(name => JSON.stringify(mine[name]) !== JSON.stringify(theirs[name]))
		.map(name => `${name} ${mine[name] === undefined ? 'not set' : JSON.stringify(mine[name])}`)
		.join(', ');
}
