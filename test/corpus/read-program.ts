/** Reads a broken program of the corpus, which is one file for people to read. */
import {readdirSync, readFileSync} from 'node:fs';
import {basename, join} from 'node:path';
import {parse} from 'yaml';
import type {DebugOptions, ModelConfig} from '../../source/core/pipeline/pipeline.ts';

export type BrokenProgram = {
	name: string;
	/** The file's first line: what is wrong. */
	title: string;
	files: Record<string, string>;
	/** In order, as a model would write them. */
	answers: string[];
	/** The last answer comes for ever. */
	endless: boolean;
	debug: DebugOptions;
	model_config: Partial<ModelConfig>;
	expected: Expected;
};

type Expected = {
	/**
	 * `works`: nothing had to be done. `repaired`. `passed on`: it is no fault of the code. Else the kind of the
	 * operation's failure.
	 */
	end: string;
	/** Who was asked, call by call. */
	calls: string[];
	/** What each install, run and test came to: its failure in one line, or `works`. A line in slashes is a pattern. */
	looks: string[];
	/** Parts of what the program printed when it ran last. */
	prints?: string[];
	/** Parts of what the person is told. */
	says?: string[];
	/** Parts of what the last prompt says. */
	asks?: string[];
	/** The names of the files that are left, where that is not those it began with. */
	left?: string[];
};

const SECTION = /^=== (file|answer|debug|model_config|expected)(?: (\S.*))?$/;

/** Those that install something come first: they take longest. */
export function readPrograms(): BrokenProgram[] {
	const folder = join(import.meta.dirname, 'programs');
	const programs = readdirSync(folder).map(file =>
		readProgram(basename(file, '.txt'), readFileSync(join(folder, file), 'utf8')),
	);
	const installs = ({expected}: BrokenProgram) => expected.looks.some(look => look.startsWith('install: '));
	return programs.toSorted((one, other) => Number(installs(other)) - Number(installs(one)));
}

function readProgram(name: string, text: string): BrokenProgram {
	const [title = '', ...lines] = text.split('\n');
	const program: BrokenProgram = {
		name,
		title,
		files: {},
		answers: [],
		endless: false,
		debug: {},
		model_config: {},
		expected: {end: '', calls: [], looks: []},
	};
	const starts = lines.flatMap((line, at) => (SECTION.test(line) ? [at] : []));
	for (const [index, start] of starts.entries()) {
		const [, kind, path = ''] = SECTION.exec(lines[start]!)!;
		const body = lines.slice(start + 1, starts[index + 1]).join('\n');
		const content = `${body.replace(/\n+$/, '')}\n`;
		switch (kind) {
			case 'file':
				program.files[path] = content;
				break;
			case 'answer':
				// A truncated answer has no end of line either.
				program.answers.push(content.trimEnd());
				program.endless = path === 'for ever';
				break;
			case 'expected':
				program.expected = {...program.expected, ...parse(body)};
				break;
			default:
				Object.assign(program[kind as 'debug' | 'model_config'], parse(body));
		}
	}
	return program;
}
