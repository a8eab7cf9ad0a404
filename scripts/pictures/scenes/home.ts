import type {Scene} from '../scene.ts';

/** What is seen first, in an empty folder. */
export const home: Scene = {
	name: 'home',
	title: 'orchestrai',
	async play(stage) {
		const app = stage.app([], {columns: 120, rows: 32});
		// It looks for models on this machine meanwhile; the stage has none.
		await app.sees('enter start');
		await app.sees('llama.cpp answers');
		return app.cells();
	},
};
