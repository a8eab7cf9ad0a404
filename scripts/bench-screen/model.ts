/**
 * A model in a process of its own, so that its work is not the app's: the model `streams` says 50 tokens a second
 * without end, any other answers at once. Prints its URL, then the number of each request as it comes.
 */
import {setTimeout as sleep} from 'node:timers/promises';
import {startModelServer} from '../../test/helpers/model-server.ts';

const between_ms = 20;
/** More than a round can last. */
const tokens = 50 * 600;

const words = 'the graph says what runs and what waits so that nobody has to guess '.split(/(?<= )/);
const endless = Array.from({length: tokens}, (_, n) => (n % 17 === 16 ? '\n' : words[n % words.length]!));

const server = await startModelServer(({n, body}) => {
	console.log(n);
	return body.model === 'streams'
		? {text: '', chunks: endless, gate: () => sleep(between_ms)}
		: {text: 'Fine, that is done.'};
});
console.log(server.url);
