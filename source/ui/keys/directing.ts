/** The keys that tell a debugger how to go on. */
import type {Course} from '../../core/direction.ts';
import type {Facts} from '../run/actions.ts';
import {isOffered, iterationToRollBackTo} from '../run/directing.ts';
import type {KeyEntry} from './key-entry.ts';

type Entry = Omit<KeyEntry, 'keys' | 'group' | 'modes' | 'decides' | 'foot' | 'off'> & {
	/** What it is for; it is off where none of them is offered. */
	courses: readonly Course[];
	word: string | ((facts: Facts) => string | null);
	why?: (facts: Facts) => string | null;
};

const about = ({screen}: Facts) => (screen.open?.kind === 'direction' ? screen.open.request.about : null);

const absent: Partial<Record<Course, string>> = {
	run: 'No patch waits to be run.',
	more: 'More iterations are given where they are used up.',
	model: 'Another model is chosen where the models are used up.',
	'roll-back': 'There is no earlier iteration to go back to.',
	network: 'It did not ask for the network.',
	'give-up': 'It is given up where it does not converge.',
	pass: 'A patch runs, or is rejected.',
};

const entries: readonly Entry[] = [
	{
		shown: 'a',
		meaning: 'let the patch run; or pass the code on as it is',
		courses: ['run', 'pass'],
		word: facts => (about(facts) === 'patch' ? 'run it' : 'pass it on'),
		act: on => on.proceed(),
	},
	{
		shown: 'e',
		meaning: 'edit the code here; saving runs it',
		courses: ['edit'],
		word: 'edit',
		act: on => on.editCode('here'),
	},
	{
		shown: 'r',
		meaning: 'give the model a hint; or reject the patch, and say why',
		courses: ['hint'],
		word: facts => (about(facts) === 'patch' ? 'reject' : 'hint'),
		act: on => on.hint(),
	},
	{
		shown: 'i',
		meaning: 'more iterations; or give the program the input or the arguments that it lacks',
		courses: ['more', 'input', 'arguments'],
		word: facts =>
			isOffered(facts, 'more')
				? 'more iterations'
				: isOffered(facts, 'input')
					? 'give input'
					: 'give arguments',
		act: on => on.supply(),
	},
	{
		shown: 'T',
		meaning: 'let the program reach the network, for the rest of this run',
		courses: ['network'],
		word: 'allow the network',
		act: on => on.allowNetwork(),
	},
	{
		shown: 'B',
		meaning: 'roll back to the iteration that got furthest, or to the one that [ and ] went to',
		courses: ['roll-back'],
		word: facts => {
			const iteration = iterationToRollBackTo(facts);
			return iteration === null ? null : `roll back to ${iteration}`;
		},
		why: facts =>
			iterationToRollBackTo(facts) === null ? '[ and ] choose the iteration to go back to.' : null,
		act: on => on.rollBack(),
	},
	{
		shown: 'A',
		meaning: 'let this patch run and all later ones of this loop',
		courses: ['run'],
		word: 'and all later ones',
		act: on => on.runAll(),
	},
	{
		shown: 'E',
		meaning: 'edit the code in your own editor; saving runs it',
		courses: ['edit'],
		word: 'editor',
		act: on => on.editCode('outside'),
	},
	{
		shown: 'M',
		meaning: 'have another model go on',
		courses: ['model'],
		word: 'model',
		act: on => on.anotherModel(),
	},
	{
		shown: 'S',
		meaning: 'give it up: it counts as failed',
		courses: ['give-up'],
		word: 'give up',
		act: on => on.giveUp(),
	},
];

export const directing: readonly KeyEntry[] = entries.map(({courses, word, why, ...entry}) => {
	const offered = (facts: Facts) => courses.some(course => isOffered(facts, course));
	return {
		...entry,
		keys: [entry.shown],
		group: 'Debugging',
		modes: ['direction'],
		decides: true,
		foot: facts => {
			if (!offered(facts)) return null;
			return typeof word === 'string' ? word : word(facts);
		},
		off: facts =>
			offered(facts) ? (why?.(facts) ?? null) : (absent[courses[0]!] ?? 'That is not asked here.'),
	};
});
