import { sourceContract } from './source-contract.js';
import { gitHubStage, gitStage, memoryStage } from './stage.js';

sourceContract('memory', memoryStage);
sourceContract('a clone', gitStage);
sourceContract('GitHub', gitHubStage);
