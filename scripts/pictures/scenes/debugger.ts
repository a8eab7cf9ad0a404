import type {Scene} from '../scene.ts';
import type {App, Stage} from '../stage.ts';

/** The answers come in the rhythm of the recording; for the app each takes as long as is said here. */
async function answers(stage: Stage, app: App, name: string, ms: number): Promise<void> {
	await app.sees(new RegExp(`╭─ ${name} [\\s\\S]+ (?:asking|writing)`));
	await stage.pass(ms);
}

/** The demo's program has failed, and the model's first patch waits. */
async function toThePatch(stage: Stage): Promise<App> {
	const app = stage.app(['demo'], {columns: 116, rows: 38});
	await app.sees('enter send');
	app.presses('Enter');
	for (const [name, ms] of [
		['code_plan', 4100],
		['code', 6300],
	] as const) {
		await answers(stage, app, name, ms);
		await app.sees(`Review ${name} `);
		await stage.pass(1000);
		app.presses('a');
	}
	await answers(stage, app, 'working_codebase', 2200);
	await app.sees('has a patch to look at');
	await stage.pass(1000);
	return app;
}

/** What a model would change is shown before it runs. */
export const patch: Scene = {
	name: 'patch',
	title: 'orchestrai demo',
	async play(stage) {
		const app = await toThePatch(stage);
		// While nothing runs the clock at the top is seldom drawn.
		await app.sees('00:15');
		return app.cells();
	},
};

/** The same program after its third iteration: it runs. */
export const debuggerStory: Scene = {
	name: 'debugger',
	title: 'orchestrai demo',
	async play(stage) {
		const app = await toThePatch(stage);
		app.presses('A');
		await answers(stage, app, 'working_codebase', 2600);
		await app.sees('Review working_codebase');
		await stage.pass(1000);
		app.presses(']');
		await app.sees('gpt-6-luna changed');
		return app.cells();
	},
};
