/** The person's port where nobody is there: a policy answers from flags, or says which flag would have. */
import {quoteWord} from './command-line.ts';
import type {Human, Nobody} from './ports.ts';

export type Policy = {
	/** What the n-th question of an operation is answered; null: nothing. */
	answerTo(output_name: string, number: number): string | null;
	/** `--yes`: approve every review. It never grants consent. */
	approve: boolean;
	/** How a person would take the run up, e.g. `orchestrai resume 2026-…`. */
	resumeCommand: string;
};

export function createHeadlessHuman({answerTo, approve, resumeCommand}: Policy): Human {
	return {
		async ask({output_name, module, question, number, optional}) {
			const text = answerTo(output_name, number);
			if (text !== null) return {kind: 'said', text};
			if (optional) return {kind: 'declined'};
			return nobody(
				`${output_name} asks: ${question}`,
				module === 'start_module' ? '--request TEXT' : `--answer ${quoteWord(`${output_name}=TEXT`)}`,
			);
		},

		async review({output_name}) {
			if (approve) return {kind: 'approve', policy: true};
			return nobody(`${output_name} waits for a person's review.`, '--yes');
		},

		async mend() {
			return {kind: 'leave'};
		},

		async allow({subject, module, own}) {
			if (subject.unusual) {
				return {
					kind: 'refused',
					reason: 'lines that are no plain names and versions are not allowed without a person',
				};
			}

			if (subject.kind === 'network') {
				return {
					kind: 'refused',
					reason: `reaching the network is not allowed without a person (${subject.command}); --allow-run always allows it`,
				};
			}

			if (subject.kind === 'install') {
				return {
					kind: 'refused',
					reason: `installing is not allowed without a person (${subject.command}); --allow-install allows it`,
				};
			}

			const by = own ? `, which your module \`${module}\` runs,` : ' was written by a model and';
			return nobody(
				`\`${subject.command}\`${by} would run ${subject.caged ? 'in the cage.' : without(subject.cageless)}`,
				subject.caged ? '--allow-run sandbox' : '--allow-run always',
			);
		},

		async direct({about}) {
			return about === 'patch' ? {kind: 'run', rest: true} : {kind: 'give-up'};
		},

		async extend({message}) {
			return nobody(message, '--max-usd N or --max-tokens N');
		},
	};

	function nobody(message: string, flag: string): Nobody {
		return {
			kind: 'nobody',
			message: `${message} Answer with: ${resumeCommand} ${flag}, or in a terminal: ${resumeCommand}`,
			flag,
		};
	}
}

function without(why: string | undefined): string {
	return why === undefined ? 'without a cage.' : `without a cage: ${why}`;
}
