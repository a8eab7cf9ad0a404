/** µs of CPU for each token of a long stream, read with the `openai` client alone. */
import {openClient} from '../client.ts';
import {longStream, tokens} from '../long-stream.ts';
import {printFigure} from '../print-figure.ts';
import {withModel} from '../with-model.ts';

await withModel(async ({url}) => {
	const ask = openClient(url);
	await ask(longStream, 'go');
	const before = process.cpuUsage();
	await ask(longStream, 'go');
	const {user, system} = process.cpuUsage(before);
	printFigure((user + system) / tokens);
});
