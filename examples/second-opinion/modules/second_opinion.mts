/** Has another provider's model judge an answer: nothing that the first one knows reaches it but the answer. */
import {defineModule} from 'orchestrai-tui';

export default defineModule({
	name: 'second_opinion',
	describe: 'Sets beside an answer what another model says to it.',
	by: 'model',

	async run({inputs, model}) {
		const [question, answer] = inputs;
		// The pipeline says which model: `provider/model`, the provider as orchestrai.yml names it. A call may name
		// another one: `model.ask({model: 'local/gemma3'})`.
		const opinion = await model.ask({
			system: 'You check answers. You say in three sentences what is wrong or missing, or that nothing is.',
			prompt: `QUESTION:\n${question?.text}\n\nANSWER:\n${answer?.text}`,
		});
		return `${answer?.text}\n\n---\n\n${opinion.text}`;
	},
});
