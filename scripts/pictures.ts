/**
 * Makes the pictures of the README and of docs/ from real runs of the built app: `npm run pictures`, or with the names
 * of some of them behind `--`. Answers are scripted and the app's clock stands where the scene puts it, so that a
 * picture changes only when what it shows does.
 */
import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {drawWindow} from './pictures/draw.ts';
import {scenes} from './pictures/scenes/index.ts';
import {take} from './pictures/take.ts';

const media = join(import.meta.dirname, '../media');

const wanted = process.argv.slice(2);
const unknown = wanted.filter(name => !scenes.some(scene => scene.name === name));
if (unknown.length > 0) {
	process.stderr.write(
		`There is no picture called ${unknown.join(', ')}. There are: ${scenes.map(({name}) => name).join(', ')}.\n`,
	);
	process.exit(2);
}

mkdirSync(media, {recursive: true});
for (const scene of scenes) {
	if (wanted.length > 0 && !wanted.includes(scene.name)) continue;
	const cells = await take(scene);
	writeFileSync(join(media, `${scene.name}.svg`), drawWindow(cells, scene.title));
	process.stderr.write(`media/${scene.name}.svg\n`);
}
