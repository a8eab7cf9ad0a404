/** For `node --import`: tests of modules in the working folder find `orchestrai-tui`, as they would in the app. */
import {join} from 'node:path';
import {lendOwnName} from './own-name.ts';

lendOwnName(join(process.cwd(), 'modules'));
