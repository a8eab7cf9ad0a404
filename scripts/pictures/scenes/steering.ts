import {newsroomArgs, staffNewsroom, writeSideBySide, writeTheRest} from '../newsroom/newsroom.ts';
import type {Scene} from '../scene.ts';
import {type App, type Stage, settings} from '../stage.ts';

const size = {columns: 120, rows: 46};

/** A run is done, the person edits one of its first outputs and wants to save that. */
async function editPeople(stage: Stage): Promise<App> {
	const room = staffNewsroom(stage.desk);
	const app = stage.app([...newsroomArgs, '--no-preflight', '--review', 'none'], size);
	await writeSideBySide(stage, app, room);
	await writeTheRest(stage, app, room);
	await app.sees('12 of 12 operations');
	app.presses('g', 'Right');
	await app.sees('╭─ people');
	app.presses('e');
	await app.sees('Edit people');
	for (let line = 0; line < 15; line++) app.presses('Down');
	app.types('> This time I will ask them.');
	await app.sees('I will ask them.');
	app.presses('Enter', 'CtrlS');
	await app.sees('Save your edit of people?');
	await stage.pass(1000);
	return app;
}

/** What follows from an edit is shown before it is saved. */
export const edit: Scene = {
	name: 'edit',
	title: 'orchestrai run newsroom',
	files: settings,
	async play(stage) {
		const app = await editPeople(stage);
		return app.cells();
	},
};

/** The edit is saved, and what was made from the old text is stale. */
export const steering: Scene = {
	name: 'steering',
	title: 'orchestrai run newsroom',
	files: settings,
	async play(stage) {
		const app = await editPeople(stage);
		app.presses('l');
		await app.sees('stale');
		await stage.pass(1000);
		app.presses('d');
		await app.sees('v2 by you, current against');
		return app.cells();
	},
};
