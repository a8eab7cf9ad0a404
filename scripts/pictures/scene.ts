import type {Cell} from './cell.ts';
import type {Stage} from './stage.ts';

/** How a picture comes about. */
export type Scene = {
	/** Of its file: `media/NAME.svg`. */
	name: string;
	/** In the window's bar: the command that a person typed. */
	title: string;
	/** What the folder holds that the app is started in. */
	files?: Record<string, string>;
	play(stage: Stage): Promise<Cell[][]>;
};
