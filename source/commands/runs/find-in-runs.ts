/** `orchestrai runs --find TEXT`: what all runs were told and answered, searched. */
import type {Hit} from '../../core/find/find-in-run.ts';
import {createNeedle} from '../../core/find/needle.ts';
import {escapeJson} from '../../core/visible.ts';
import {findInLog} from '../../io/memory/find-in-log.ts';
import {listRunFolders, type RunFolder} from '../../io/memory/run-folder.ts';
import {plural} from '../../ui/text/figures.ts';
import {cutLine, type Line, widthOfLine} from '../../ui/text/line.ts';
import {graphemesOf, pad, widthOf} from '../../ui/text/width.ts';
import {type Surroundings, UsageError} from '../command.ts';
import {type Printer, printerFor} from '../printer.ts';

/** Characters of a hit's line that stand before it. */
const before = 32;

export async function findInRuns(
	wanted: string,
	runsDir: string,
	{json, around}: {json: boolean; around: Surroundings},
): Promise<number> {
	if (wanted.trim() === '') throw new UsageError('--find needs a text to look for.');
	const needle = createNeedle(wanted);
	const printer = await printerFor(around, undefined);
	const folders = await listRunFolders(runsDir);
	let found = 0;
	for (const folder of folders) {
		const hits: Hit[] = [];
		const problem = await findInLog(folder.log, needle, hit => hits.push(hit));
		if (problem !== null) around.stderr.write(`${problem.problem}\n`);
		found += hits.length;
		if (json) for (const hit of hits) around.stdout.write(`${escapeJson(toJson(folder, hit))}\n`);
		else if (hits.length > 0) printHits(folder, hits, printer);
	}

	if (found === 0) around.stderr.write(`Nothing found in ${plural(folders.length, 'run')}.\n`);
	return 0;
}

function printHits({id}: RunFolder, hits: readonly Hit[], {print, width, theme, colored}: Printer): void {
	print([{text: id, tone: 'accent', bold: true}]);
	const names = hits.map(hit => `${hit.output_name === null ? '' : `${hit.output_name}, `}${placeOf(hit)}`);
	const room = Math.min(40, Math.max(...names.map(widthOf)));
	for (const [index, hit] of hits.entries()) {
		const time = new Date(hit.at).toISOString().slice(0, 16).replace('T', ' ');
		const head: Line = [
			{text: `  ${pad(names[index]!, room)}  `},
			{text: `${time}  `, tone: 'quiet'},
			{text: hit.hits > 1 ? `${hit.hits}× ` : '', tone: 'quiet'},
		];
		const snippet = snippetOf(hit, colored, theme.glyphs.ellipsis);
		// On narrow terminals the snippet has a row of its own.
		if (width - widthOfLine(head) >= 40) print(cutLine([...head, ...snippet], width, theme.glyphs.ellipsis));
		else {
			print(cutLine(head, width, theme.glyphs.ellipsis));
			print(cutLine([{text: '    '}, ...snippet], width, theme.glyphs.ellipsis));
		}
	}
}

function placeOf({kind, version, path}: Hit): string {
	if (kind === 'file') return path ?? 'a file';
	return version === undefined ? kind : `${kind} v${version}`;
}

/** The hit with what stands around it in a single row. */
function snippetOf({before: ahead, found, after}: Hit, colored: boolean, ellipsis: string): Line {
	const flat = (text: string) => text.replace(/\s+/g, ' ');
	const pieces = graphemesOf(flat(ahead).trimStart());
	const near = pieces.slice(-before).join('');
	// From a whole word on, where one begins in what is shown.
	const shown = pieces.length > before ? `${ellipsis}${near.replace(/^\S* (?=\S)/, '')}` : near;
	return [
		{text: shown, tone: 'quiet'},
		{text: colored ? flat(found) : `[${flat(found)}]`, tone: 'attention', bold: true, inverse: true},
		{text: flat(after).trimEnd(), tone: 'quiet'},
	];
}

function toJson({id, log}: RunFolder, {at, ...hit}: Hit) {
	return {run_id: id, log, ...hit, timestamp: new Date(at).toISOString()};
}
