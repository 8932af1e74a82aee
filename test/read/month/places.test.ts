import { placeContract } from './contract.js';
import { cloneStage, gitHubStage } from './stage.js';

placeContract('GitHub', gitHubStage);
placeContract('a clone', cloneStage);
