/** Lines with looks, printed on stdout: in colours on a terminal, as plain text elsewhere. */
import {makeVisible} from '../core/visible.ts';
import type {Line} from '../ui/text/line.ts';
import {paint} from '../ui/text/paint.ts';
import {textOf} from '../ui/text/rich.ts';
import type {Theme} from '../ui/theme.ts';
import {type Surroundings, UsageError} from './command.ts';
import {wantsColor} from './drawing.ts';
import {themeFor} from './run/theme-for.ts';
import {isInWorkflow, withoutCommands} from './without-commands.ts';

export type Printer = {
	/** Cells that a row may take; infinite where nothing limits them. */
	width: number;
	theme: Theme;
	/** Without it tones do not show. */
	colored: boolean;
	print(line: Line): void;
};

/** `width`: what `--width` says, if anything; else the terminal's. NO_COLOR and FORCE_COLOR are heeded. */
export async function printerFor(around: Surroundings, width: unknown): Promise<Printer> {
	const {environment, stdout} = around;
	if (width !== undefined && !/^[1-9]\d{0,5}$/.test(String(width))) {
		throw new UsageError(`--width is a number of columns from 1 on, not \`${width}\`.`);
	}

	const theme = await themeFor(around);
	const colored = wantsColor(environment) ?? stdout.isTTY;
	return {
		width: width === undefined ? (stdout.columns ?? Number.POSITIVE_INFINITY) : Number(width),
		theme,
		colored,
		print(line) {
			const text = makeVisible(textOf(line), {keepNewlines: false}).trimEnd();
			// What would be a command there is told without colours, which could not be guarded.
			const isCommand = isInWorkflow(environment) && withoutCommands(text) !== text;
			if (colored && !isCommand) stdout.send(paint(line, theme));
			else stdout.tell(text);
			stdout.write('\n');
		},
	};
}
