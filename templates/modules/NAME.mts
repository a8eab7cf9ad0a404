/**
 * A module of your own. Pipelines use it by the name of this file; what the model is told beforehand stands in
 * system_prompts. Hover over a word to read what it does.
 */
import {defineModule} from 'orchestrai-tui';

export default defineModule({
	name: 'NAME',
	describe: 'Answers what it is given, and shortens what became too long.',
	by: 'model', // the output is a model's, so it is reviewed like one
	prompted: true, // it needs its system prompt

	async run({model, prompt, log}) {
		// The prompt is the inputs, each under its name; what is left out of a call is the operation's own.
		const answer = await model.ask({prompt});
		if (answer.text.length <= 500) return answer.text;

		log(`The answer has ${answer.text.length} characters: a shorter one is asked for.`);
		const shorter = await model.ask({
			prompt: `Say this in three sentences:\n\n${answer.text}`,
			model: 'small',
		});
		return shorter.text;
	},
	// There is more in its braces: inputs, ask(question), review(text), model.stream(), files, run(command), signal.
});
