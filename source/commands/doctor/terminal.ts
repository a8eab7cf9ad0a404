/** Whether the terminal can show the screen. */
import type {Surroundings} from '../command.ts';
import {hasUnicode, isSpoken, wantsColor} from '../drawing.ts';
import {type Finding, good, lacking} from './finding.ts';

const least = {columns: 60, rows: 16};

export function examineTerminal({stdin, stdout, environment}: Surroundings): Finding[] {
	return [
		examineSize(stdin, stdout, environment),
		examineColors(stdout, environment),
		examineLocale(environment),
	];
}

function examineSize(
	stdin: Surroundings['stdin'],
	stdout: Surroundings['stdout'],
	environment: Surroundings['environment'],
): Finding {
	if (!stdin.isTTY || !stdout.isTTY) {
		const which = [stdin.isTTY ? [] : ['stdin'], stdout.isTTY ? [] : ['stdout']].flat().join(' and ');
		return lacking(
			'terminal',
			`${which} ${which.includes(' ') ? 'are' : 'is'} no terminal: runs print lines instead of the screen`,
			null,
		);
	}

	const {columns = 0, rows = 0} = stdout;
	const kind = environment.TERM || 'TERM is not set';
	const says = `${columns}×${rows}, ${kind}${isSpoken(environment) ? ', read aloud' : ''}`;
	if (!environment.TERM || environment.TERM === 'dumb')
		return lacking(
			'terminal',
			says,
			'The screen needs a terminal that moves its cursor: export TERM=xterm-256color',
		);
	return columns < least.columns || rows < least.rows
		? lacking(
				'terminal',
				says,
				`Make the window larger: the screen takes ${least.columns}×${least.rows}; 120×36 is comfortable.`,
			)
		: good('terminal', says);
}

const depths: Record<number, string> = {1: 'none', 4: '16', 8: '256', 24: '16 million'};

function examineColors(stdout: Surroundings['stdout'], environment: Surroundings['environment']): Finding {
	const {COLORTERM, FORCE_COLOR, NO_COLOR} = environment;
	const wanted = wantsColor(environment);
	if (wanted === false) {
		const why = FORCE_COLOR === undefined ? `NO_COLOR=${NO_COLOR}` : `FORCE_COLOR=${FORCE_COLOR}`;
		return good('colours', `none, says ${why}; glyphs and words tell all the same`);
	}

	const depth = stdout.colorDepth(environment);
	const told = COLORTERM ? ` (COLORTERM=${COLORTERM})` : '';
	const says = `${depths[depth] ?? `${depth} bits`}${told}`;
	return depth === 1 && stdout.isTTY && wanted === null
		? lacking('colours', says, 'If it has some: export TERM=xterm-256color')
		: good('colours', says);
}

function examineLocale(environment: Surroundings['environment']): Finding {
	const {ORCHESTRAI_ASCII: own, LC_ALL, LC_CTYPE, LANG} = environment;
	if (hasUnicode(environment)) return good('Unicode', 'lines and glyphs are drawn with it');
	if (own) return good('Unicode', 'not used, as you wish: everything is drawn in ASCII');
	const locale = LC_ALL || LC_CTYPE || LANG;
	return lacking(
		'Unicode',
		`the locale is ${locale || 'not set'}: everything is drawn in ASCII`,
		`If the terminal has UTF-8: export ${LC_ALL ? 'LC_ALL' : 'LANG'}=C.UTF-8`,
	);
}
