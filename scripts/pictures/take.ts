import type {Cell} from './cell.ts';
import type {Scene} from './scene.ts';
import {setStage} from './stage.ts';

/** The same at each making, since some screens tell where a run is kept. */
const usualHome = '/tmp/orchestrai-pictures';

/** Plays the scene with the built app, in a folder that does not exist yet. */
export async function take({files, play}: Scene, home = usualHome): Promise<Cell[][]> {
	const stage = await setStage(home, files);
	try {
		return await play(stage);
	} finally {
		await stage.clear();
	}
}
