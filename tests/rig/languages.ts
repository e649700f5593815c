/** Import it where pipelines are parsed without the app, which loads languages on demand. */
import * as expressions from '../../src/parse/expression/cel.ts';
import { teach } from '../../src/parse/languages.ts';
import * as templates from '../../src/parse/template.ts';
import * as patterns from '../../src/parse/text/regex.ts';

teach({ expressions, templates, patterns });
