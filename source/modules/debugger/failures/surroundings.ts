/** Failures that are no fault of the code: nothing in it needs repair, the run lacked something. */
import type {EndedRun, Given} from './ended-run.ts';
import {wantsArguments} from './wants-arguments.ts';
import {wantsInput} from './wants-input.ts';
import {wantsNetwork} from './wants-network.ts';
import {wantsRights} from './wants-rights.ts';
import {wantsTerminal} from './wants-terminal.ts';

/** What a run can lack, and what tells. Each errs on the side of the code's own fault. */
const SIGNS = {
	'no-input': wantsInput,
	'no-arguments': wantsArguments,
	'no-network': wantsNetwork,
	'no-terminal': wantsTerminal,
	'no-rights': wantsRights,
} as const;

/** What the run lacked. */
export type Lack = keyof typeof SIGNS;

const LACKS = Object.keys(SIGNS) as Lack[];

/** Whether a kind of failure is no fault of the code. */
export function isLack(kind: string): kind is Lack {
	return LACKS.some(lack => lack === kind);
}

/** Null when the failure is the code's. */
export function lackOf(run: EndedRun): Lack | null {
	return LACKS.find(lack => SIGNS[lack](run)) ?? null;
}

/** What the run lacked, a sentence, and what in the pipeline would supply it; null where nothing does. */
export function explainLack(lack: Lack, given: Given): {message: string; remedy: string | null} {
	switch (lack) {
		case 'no-input':
			return given.stdin
				? {
						message: 'The program read all the input that it was given, and asked for more.',
						remedy: 'Lengthen debug.stdin.',
					}
				: {
						message: 'The program asks for input, and there was none.',
						remedy: 'Give it some with debug.stdin.',
					};
		case 'no-arguments':
			return {
				message: 'The program wants arguments, and explained its usage.',
				remedy: 'Give them with debug.args.',
			};
		case 'no-network':
			return {message: 'The program wants the network, which it is not given here.', remedy: null};
		case 'no-terminal':
			return {message: 'The program wants a terminal or a display of its own.', remedy: null};
		case 'no-rights':
			return {
				message:
					'The program wants to write outside its folder, or a socket that is not for everyone, which it may not here.',
				remedy: null,
			};
	}
}
