import type {Scene} from '../scene.ts';
import {type App, baseUrl, type Stage, settings} from '../stage.ts';
import {talk} from '../talk.ts';

const first = `# What bread taught me about waiting

1. Flour, water, salt: three things, and a fourth that you cannot buy
2. The history of sourdough, from Egypt to the freezer
3. Why a loaf takes eighteen hours, eight of them without you
4. The chemistry of the crust
5. What else is ready only when it is ready
`;

const second = `# What bread taught me about waiting

1. Flour, water, salt: three things, and a fourth that you cannot buy
2. Why a loaf takes eighteen hours, eight of them without you
3. The night I could not wait, and what we ate
4. What else is ready only when it is ready
`;

const feedback = 'No history, no chemistry. One story of your own.';

/** The outline waits for a decision, and the person has typed why it is to be made again. */
async function askForAnother(stage: Stage): Promise<App> {
	const outline = stage.desk.expects(['bread'], first);
	const args = ['run', 'talk.yml', '--no-preflight', '--request', 'A talk on bread', '--base-url', baseUrl];
	const app = stage.app(args, {columns: 112, rows: 34});
	await app.waits(outline.asked);
	await stage.pass(3000);
	outline.finishes();
	await app.sees('Review outline');
	await stage.pass(5000);
	app.presses('r');
	await app.sees('What should be different?');
	app.types(feedback);
	await app.sees(feedback);
	return app;
}

const shared = {title: 'orchestrai run talk.yml', files: {...settings, 'talk.yml': talk}};

/** A review: the output is sent back with a word. */
export const review: Scene = {
	...shared,
	name: 'review',
	async play(stage) {
		const app = await askForAnother(stage);
		return app.cells();
	},
};

/** What came of it, beside what was sent back. */
export const compare: Scene = {
	...shared,
	name: 'compare',
	async play(stage) {
		const outline = stage.desk.expects([feedback], second);
		const app = await askForAnother(stage);
		app.presses('Enter');
		await app.waits(outline.asked);
		await stage.pass(4000);
		outline.finishes();
		await app.sees('Review outline, attempt 2');
		await stage.pass(1000);
		app.presses('d');
		await app.sees('against');
		return app.cells();
	},
};
