import {expect, test} from 'vitest';
import {labelOf} from '../../../source/commands/run/label.ts';
import {readSettings} from '../../../source/io/library/settings.ts';
import {makeFolder} from '../../helpers/temp-folder.ts';

const ollama = 'providers:\n  - name: ollama\n    base_url: http://localhost:11434/v1\n';

test.for<[string[], string | null, string]>([
	[['tiny', 'tiny'], 'http://me:secret@127.0.0.1:8080/v1', 'tiny at 127.0.0.1:8080'],
	[['a', 'b', 'c', 'a'], null, '3 models at api.openai.com'],
	[['ollama/qwen3'], null, 'ollama/qwen3 at localhost:11434'],
	[['ollama/qwen3', 'gpt'], null, '2 models at 2 endpoints'],
	[[], null, 'no model at all'],
])('The models %j at %s are shown as “%s”.', async ([models, baseUrl, label]) => {
	const folder = makeFolder({'orchestrai.yml': ollama});
	const environment = {ORCHESTRAI_CONFIG_DIR: folder};
	const settings = await readSettings({folder, environment, trusted: true, baseUrl});
	expect(labelOf(models, settings)).toBe(label);
});
