/**
 * Answers of models with what is to be read in them. Each `.txt` beside this file holds cases; a line that begins with
 * `%%%` opens a section:
 *
 *     %%% case: a title
 *     %%% now main.py          a file that is there before
 *     %%% answer
 *     %%% file main.py         a file that the answer gives, exactly
 *     %%% earlier main.py      what a cut answer may give instead
 *     %%% deleted: old.py      %%% truncated: a.py    %%% unnamed: 1
 *     %%% refused: a.py because of this piece of the reason
 *     %%% undetected: 1 …why no reader could tell so many of its cuts from an end
 */
import {readdirSync, readFileSync} from 'node:fs';

type Case = {
	title: string;
	now: Record<string, string>;
	answer: string;
	files: Record<string, string>;
	earlier: {path: string; text: string}[];
	deleted: string[];
	truncated: string[];
	unnamed: number;
	refused: {path: string; reason: string}[];
	undetected: number;
};

export function readCorpus(): Case[] {
	const folder = new URL('.', import.meta.url);
	return readdirSync(folder)
		.filter(name => name.endsWith('.txt'))
		.sort()
		.flatMap(name => readCases(readFileSync(new URL(name, folder), 'utf8')));
}

function readCases(text: string): Case[] {
	const cases: Case[] = [];
	for (const section of text.split(/^%%% /m).slice(1)) {
		const [head = '', ...lines] = section.split('\n');
		const [, word = '', rest = ''] = /^(\w+):? ?(.*)$/.exec(head)!;
		const body = lines.join('\n');
		if (word === 'case') cases.push(emptyCase(rest));
		else readSection(cases.at(-1)!, word, rest, body);
	}

	return cases;
}

function emptyCase(title: string): Case {
	return {
		title,
		now: {},
		answer: '',
		files: {},
		earlier: [],
		deleted: [],
		truncated: [],
		unnamed: 0,
		refused: [],
		undetected: 0,
	};
}

function readSection(into: Case, word: string, rest: string, body: string): void {
	const [, path = '', reason = ''] = /^(.*?)(?: because (.*))?$/.exec(rest)!;
	switch (word) {
		case 'now':
			into.now[path] = body;
			break;
		case 'answer':
			into.answer = body;
			break;
		case 'file':
			into.files[path] = body;
			break;
		case 'earlier':
			into.earlier.push({path, text: body});
			break;
		case 'deleted':
			into.deleted.push(path);
			break;
		case 'truncated':
			into.truncated.push(path);
			break;
		case 'unnamed':
			into.unnamed = Number(rest);
			break;
		case 'refused':
			into.refused.push({path, reason});
			break;
		case 'undetected':
			into.undetected = Number.parseInt(rest, 10);
			break;
		default:
			throw new Error(`The corpus holds a section “${word}”, which is none.`);
	}
}
