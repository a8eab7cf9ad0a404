/** Has a text written, and shortened until a program says that it is short enough: models cannot count. */
import {defineModule, OperationFailure} from 'orchestrai-tui';

const most = 50;
const turns = 4;

export default defineModule({
	name: 'fifty_words',
	describe: `Writes a text of at most ${most} words, and counts them.`,
	by: 'model',
	writes: true, // it runs a program, which sees the files that the module writes

	async run({model, files, run, prompt, log}) {
		let {text} = await model.ask({prompt: `${prompt}\n\nAt most ${most} words.`});
		for (let turn = 1; turn <= turns; turn++) {
			await files.write({'text.txt': text});
			// In the cage where there is one, else with the person's leave.
			const counted = await run('wc -w text.txt');
			if ('denied' in counted) {
				throw new OperationFailure({
					kind: 'denied',
					message: `The words were not counted: ${counted.denied}.`,
				});
			}

			const words = Number.parseInt(counted.stdout, 10);
			if (words <= most) return text;
			log(`Turn ${turn}: ${words} words.`);
			({text} = await model.ask({prompt: `This has ${words} words. Say it in at most ${most}:\n\n${text}`}));
		}

		throw new OperationFailure({
			kind: 'length',
			message: `After ${turns} turns the text still has more than ${most} words.`,
			remedy: 'Redo it with feedback that says what may be left out.',
		});
	},
});
