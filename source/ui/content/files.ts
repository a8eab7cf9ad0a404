/** The tab of files: which an operation has at this moment, and the one under the cursor. */
import {renderCodebase} from '../../core/files/codebase-text.ts';
import type {FileSet} from '../../core/files/file-set.ts';
import {type FilesRead, filesRead} from '../run/files-read.ts';
import {plural} from '../text/figures.ts';
import {cutLine, type Line, line} from '../text/line.ts';
import {type Content, linesContent, rowsAround, wrapContent} from './content.ts';
import type {Subject} from './output.ts';
import {textContent} from './reading.ts';

export function filesContent(subject: Subject): Content {
	const found = filesRead(subject.operation, subject.reading);
	if (found === null) return linesContent([line('It has no files.', 'quiet')]);
	const files = subject.diffs.filesOf(found.manifest, subject.texts);
	const rows = found.paths.map((_, index) => fileLine(found, index, files, subject));
	return {
		...fileContent(found.paths[found.at]!, files, subject),
		head: most => rowsAround(rows, found.at, most),
	};
}

function fileLine(
	{manifest, before, paths, at}: FilesRead,
	index: number,
	files: FileSet,
	{theme: {glyphs}, width}: Subject,
): Line {
	const path = paths[index]!;
	const chosen = index === at;
	const was = before !== null && Object.hasOwn(before, path) ? before[path] : null;
	const news = before === null || was === manifest[path] ? '' : was === null ? '  new' : '  changed';
	return cutLine(
		[
			{text: chosen ? glyphs.selected : ' ', tone: 'accent', mark: true},
			{text: ` ${path}`, bold: chosen},
			{text: `  ${plural(linesIn(files.get(path) ?? ''), 'line')}`, tone: 'quiet'},
			{text: news, tone: was === null ? 'good' : 'edited'},
		],
		width,
		glyphs.ellipsis,
	);
}

function linesIn(text: string): number {
	if (text === '') return 0;
	let count = text.endsWith('\n') ? 0 : 1;
	for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count++;
	return count;
}

const rendered = new WeakMap<FileSet, Map<string, string>>();

function fileContent(path: string, files: FileSet, subject: Subject): Content {
	const text = files.get(path) ?? '';
	if (text === '') return linesContent([line('It is empty.', 'quiet')]);
	if (subject.raw) return wrapContent(subject.wraps.of(text, subject.width));
	const known = rendered.get(files) ?? new Map<string, string>();
	rendered.set(files, known);
	const code = known.get(path) ?? renderCodebase(new Map([[path, text]])).trimEnd();
	known.set(path, code);
	return textContent(code, subject);
}
