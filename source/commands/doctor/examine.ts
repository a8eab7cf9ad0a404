import {escapeJson} from '../../core/visible.ts';
import type {Settings} from '../../io/library/settings.ts';
import {readBaseUrl} from '../base-url.ts';
import {columns} from '../columns.ts';
import type {Invocation} from '../command.ts';
import {readSettingsAsTheyAre} from '../read-settings-trusting.ts';
import {type Finding, good} from './finding.ts';
import {examineFolders, examineTrust} from './folders.ts';
import {examineKeys, examineLocal, examineModels} from './models.ts';
import {examineEditor, examinePrograms} from './programs.ts';
import {examineTerminal} from './terminal.ts';

/** Exit 1 if something that no run can do without is wrong. */
export async function examine({flags, around}: Invocation): Promise<number> {
	const {environment} = around;
	const baseUrl = readBaseUrl(flags.baseUrl);
	const settings = await readSettingsAsTheyAre(around, {baseUrl, given: flags.trust === true});
	const [programs, models, local, folders, trust] = await Promise.all([
		examinePrograms(),
		examineModels(settings),
		examineLocal(settings, environment),
		examineFolders(around, String(flags.runsDir)),
		examineTrust(around),
	]);
	const findings = [
		good('Node', process.versions.node),
		...examineTerminal(around),
		...programs,
		examineEditor(environment),
		...examineSettings(settings),
		...examineKeys(settings, environment),
		...models,
		local,
		...folders,
		trust,
	];
	if (flags.json) around.stdout.write(`${escapeJson(findings)}\n`);
	else around.stdout.tell(columns(findings.flatMap(rowsOf)));
	return findings.some(({state}) => state === 'bad') ? 1 : 0;
}

const marks = {good: '✓', lacking: '–', bad: '✗'};

function rowsOf({name, state, says, remedy}: Finding): string[][] {
	const row = [marks[state], name, says];
	return remedy === null ? [row] : [row, ['', '', `→ ${remedy}`]];
}

function examineSettings({problems, notes}: Settings): Finding[] {
	if (problems.length === 0 && notes.length === 0) return [good('settings', 'nothing is wrong with them')];
	return [
		...problems.map(
			({severity, file, line, column, message, remedy}): Finding => ({
				name: 'settings',
				state: severity === 'error' ? 'bad' : 'lacking',
				says: `${file}:${line}:${column}: ${message}`,
				remedy,
			}),
		),
		...notes.map((says): Finding => ({name: 'settings', state: 'lacking', says, remedy: null})),
	];
}
