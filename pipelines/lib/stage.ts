/** The one file of these pipelines that imports the runner. In a repository of your own: `from 'pipeline-runner'`. */
export { defineStage, PermanentError } from '../../src/stages/define-stage.ts';
