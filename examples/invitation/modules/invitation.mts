/** Asks twice, and has its draft looked at before it is polished. */
import {defineModule} from 'orchestrai-tui';

export default defineModule({
	name: 'invitation',
	describe: 'Asks whom to invite and when, and writes the invitation.',
	by: 'model',
	asks: true,

	async run({ask, review, model}) {
		// Neither is asked again when the run is interrupted and taken up.
		const guest = await ask('Who is invited?');
		const time = await ask('When? (empty: you leave that open)', {optional: true});
		const {text: draft} = await model.ask({
			prompt: `Write an invitation to ${guest}, ${time === null ? 'without a date' : `for ${time}`}.`,
		});

		let plan = await review(draft, {title: 'the draft'});
		while (plan.decision === 'redo') {
			const {text} = await model.ask({prompt: `Change this (${plan.feedback}):\n\n${plan.text}`});
			plan = await review(text, {title: 'the changed draft'});
		}

		const polished = await model.ask({prompt: `Set this as a letter, and change no word:\n\n${plan.text}`});
		return polished.text;
	},
});
