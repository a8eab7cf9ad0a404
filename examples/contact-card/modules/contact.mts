/** Returns JSON, and asks again where the answer is none: what comes after it may rely on its form. */
import {defineModule, OperationFailure} from 'orchestrai-tui';

type Contact = {name: string; email: string | null};

const form = 'Answer with JSON alone, in this form: {"name": "…", "email": "…" or null}.';

export default defineModule({
	name: 'contact',
	describe: 'Reads who wrote a letter, as JSON.',
	by: 'model',

	async run({model, prompt}) {
		const messages = [{role: 'user' as const, content: `${prompt}\n\nWho wrote this? ${form}`}];
		const first = await model.ask({messages, parameters: {response_format: {type: 'json_object'}}});
		const read = readContact(first.text);
		if (!('problem' in read)) return JSON.stringify(read, null, 2);

		const second = await model.ask({
			messages: [
				...messages,
				{role: 'assistant', content: first.text},
				{role: 'user', content: `That cannot be used: ${read.problem} ${form}`},
			],
		});
		const again = readContact(second.text);
		if (!('problem' in again)) return JSON.stringify(again, null, 2);
		throw new OperationFailure({
			kind: 'form',
			message: `The model was asked twice, and gave no JSON of the form: ${again.problem}`,
			remedy: 'Take a larger model.',
		});
	},
});

function readContact(answer: string): Contact | {problem: string} {
	try {
		const {name, email = null} = JSON.parse(answer.replaceAll(/^```(?:json)?\n|\n```$/g, ''));
		if (typeof name !== 'string') return {problem: '`name` is missing.'};
		if (email !== null && typeof email !== 'string') return {problem: '`email` is neither a text nor null.'};
		return {name, email};
	} catch (error) {
		return {problem: `${(error as Error).message}.`};
	}
}
