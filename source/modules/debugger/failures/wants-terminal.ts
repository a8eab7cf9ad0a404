import {type EndedRun, lastWords} from './ended-run.ts';

/** What only the lack of a terminal or a display makes the libraries say, each with the error they say it by. */
const SIGNS = [
	/^(?:termios\.error|OSError|io\.UnsupportedOperation): .*Inappropriate ioctl for device/,
	/^OSError: .*No such device or address: '\/dev\/tty'/,
	/^_?curses\.error: (?:cbreak|nocbreak|raw|echo|noecho|curs_set|start_color|endwin|initscr)\(\) returned ERR/,
	/^_?curses\.error: setupterm: could not find terminal/,
	/^_tkinter\.TclError: (?:no display name|couldn't connect to display)/,
	/^pygame\.error: .*(?:No available video device|video system not initialized|Unable to open a console terminal)/i,
	/^TypeError: (?:\w+\.)*stdin\.setRawMode is not a function/,
	/^TypeError: (?:\w+\.)*stdout\.(?:getWindowSize|cursorTo|moveCursor|clearLine|clearScreenDown) is not a function/,
];
const LAST_WORDS =
	/^Error opening terminal:|could not connect to display|cannot open display|Inappropriate ioctl for device|No available video device/im;

/** It ended since it has no terminal, or no display, of its own. */
export function wantsTerminal(run: EndedRun): boolean {
	const {error} = run;
	if (!error) return LAST_WORDS.test(lastWords(run));
	return SIGNS.some(sign => sign.test(`${error.type}: ${error.message}`));
}
