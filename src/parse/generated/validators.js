// Generated from schemas/*.schema.json by `npm run generate`. Do not edit.
export const validatePipeline = validate13;
const schema10 = {"$id":"pipeline.schema.json","type":"object","additionalProperties":false,"required":["stages"],"properties":{"name":{"type":"string","minLength":1,"maxLength":200},"description":{"type":"string"},"inputs":{"type":"object"},"context":{"type":"object","propertyNames":{"pattern":"^[A-Za-z_][A-Za-z0-9_]{0,63}$"},"additionalProperties":{"$ref":"#/$defs/context_file"}},"defaults":{"$ref":"#/$defs/defaults"},"budget":{"$ref":"#/$defs/budget"},"approvers":{"$ref":"#/$defs/approvers"},"fail":{"type":"string","enum":["early","late"]},"stages":{"type":"object","minProperties":1,"propertyNames":{"pattern":"^[a-z][a-z0-9_]{0,63}$"},"additionalProperties":{"$ref":"#/$defs/stage"}},"finally":{"type":"object","propertyNames":{"pattern":"^[a-z][a-z0-9_]{0,63}$"},"additionalProperties":{"$ref":"#/$defs/stage"}},"outputs":{"type":"object"}},"$defs":{"approvers":{"type":"array","minItems":1,"uniqueItems":true,"items":{"type":"string","minLength":1}},"reminder":{"type":"string","pattern":"^(?:never|(?=[0-9])(?:[0-9]+d)?(?:[0-9]+h)?(?:[0-9]+m)?(?:[0-9]+s)?(?:[0-9]+ms)?)$"},"duration":{"type":"string","pattern":"^(?=[0-9])(?:[0-9]+d)?(?:[0-9]+h)?(?:[0-9]+m)?(?:[0-9]+s)?(?:[0-9]+ms)?$"},"usd":{"type":"number","minimum":0},"expression":{"type":"string","pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"},"text":{"type":["string","number","boolean"]},"context_file":{"type":"object","additionalProperties":false,"required":["file"],"properties":{"file":{"type":"string","minLength":1}}},"defaults":{"type":"object","additionalProperties":false,"properties":{"retry":{"$ref":"#/$defs/retry"},"timeout":{"$ref":"#/$defs/duration"},"idle_timeout":{"$ref":"#/$defs/duration"}}},"budget":{"type":"object","additionalProperties":false,"required":["usd"],"properties":{"usd":{"$ref":"#/$defs/usd"}}},"retry":{"type":"object","additionalProperties":false,"properties":{"attempts":{"type":"integer","minimum":1,"maximum":1000},"backoff":{"type":"string","enum":["exponential","fixed"]},"min":{"$ref":"#/$defs/duration"},"max":{"$ref":"#/$defs/duration"},"jitter":{"type":"boolean"},"max_lost":{"type":"integer","minimum":0,"maximum":1000},"on":{"$ref":"#/$defs/retry_on"}}},"retry_on":{"type":"object","additionalProperties":false,"properties":{"exit_codes":{"type":"array","minItems":1,"uniqueItems":true,"items":{"type":"integer","minimum":1,"maximum":255}},"codes":{"type":"array","minItems":1,"uniqueItems":true,"items":{"type":"string","minLength":1}},"expression":{"$ref":"#/$defs/expression"}}},"stage":{"type":"object","additionalProperties":false,"required":["uses","with"],"properties":{"uses":{"type":"string","enum":["command","module","http","write","pipeline","approval"]},"description":{"type":"string"},"with":{"type":"object"},"needs":{"type":"array","uniqueItems":true,"items":{"type":"string","minLength":1}},"when":{"$ref":"#/$defs/expression"},"otherwise":{},"skippable":{"type":"boolean"},"foreach":{"$ref":"#/$defs/expression"},"key":{"$ref":"#/$defs/expression"},"concurrency":{"type":"integer","minimum":1},"retry":{"$ref":"#/$defs/retry"},"timeout":{"$ref":"#/$defs/duration"},"idle_timeout":{"$ref":"#/$defs/duration"},"output":{"$ref":"#/$defs/output"},"artifacts":{"type":["array","object"],"items":{"$ref":"#/$defs/artifact_rule"},"additionalProperties":{"$ref":"#/$defs/artifact_rule"}},"cache":{"type":"boolean"},"pool":{"type":"string","minLength":1},"max_cost":{"$ref":"#/$defs/usd"},"on_error":{"type":"string","enum":["fail","continue"]},"before_approval":{"type":"boolean"}},"allOf":[{"if":{"required":["uses"],"properties":{"uses":{"const":"command"}}},"then":{"properties":{"with":{"$ref":"#/$defs/command_with"}}}},{"if":{"required":["uses"],"properties":{"uses":{"const":"module"}}},"then":{"properties":{"with":{"$ref":"#/$defs/module_with"}}}},{"if":{"required":["uses"],"properties":{"uses":{"const":"http"}}},"then":{"properties":{"with":{"$ref":"#/$defs/http_with"}}}},{"if":{"required":["uses"],"properties":{"uses":{"const":"write"}}},"then":{"properties":{"with":{"$ref":"#/$defs/write_with"}}}},{"if":{"required":["uses"],"properties":{"uses":{"const":"pipeline"}}},"then":{"properties":{"with":{"$ref":"#/$defs/pipeline_with"}}}},{"if":{"required":["uses"],"properties":{"uses":{"const":"approval"}}},"then":{"properties":{"with":{"$ref":"#/$defs/approval_with"}}}}]},"output":{"type":"object","additionalProperties":false,"required":["schema"],"properties":{"schema":{"type":"string","minLength":1}}},"artifact_rule":{"type":"object","additionalProperties":false,"required":["path"],"properties":{"path":{"type":"string","minLength":1},"min_bytes":{"type":"integer","minimum":0},"max_bytes":{"type":"integer","minimum":0},"media_type":{"type":"string","pattern":"^[a-z]+/(?:\\*|[A-Za-z0-9.+-]+)$"},"min_count":{"type":"integer","minimum":0},"duration":{"$ref":"#/$defs/duration_range"}}},"duration_range":{"type":"object","additionalProperties":false,"properties":{"min":{"$ref":"#/$defs/duration"},"max":{"$ref":"#/$defs/duration"}}},"command_with":{"type":"object","additionalProperties":false,"required":["argv"],"properties":{"argv":{"type":"array","minItems":1,"items":{"$ref":"#/$defs/text"}},"env":{"type":"object","propertyNames":{"pattern":"^[A-Za-z_][A-Za-z0-9_]*$"},"additionalProperties":{"$ref":"#/$defs/text"}},"cwd":{"type":"string","minLength":1},"files":{"type":"array","uniqueItems":true,"items":{"type":"string","minLength":1}}}},"module_with":{"type":"object","additionalProperties":false,"required":["module"],"properties":{"module":{"type":"string","minLength":1},"export":{"type":"string","minLength":1},"args":{}}},"http_with":{"type":"object","additionalProperties":false,"required":["url"],"properties":{"url":{"type":"string","minLength":1},"method":{"type":"string","pattern":"^(?:\\$\\{\\{[\\s\\S]*|[Gg][Ee][Tt]|[Hh][Ee][Aa][Dd]|[Pp][Oo][Ss][Tt]|[Pp][Uu][Tt]|[Pp][Aa][Tt][Cc][Hh]|[Dd][Ee][Ll][Ee][Tt][Ee]|[Oo][Pp][Tt][Ii][Oo][Nn][Ss])$"},"headers":{"type":["object","string"],"additionalProperties":{"$ref":"#/$defs/text"},"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"},"bearer":{"type":"string","minLength":1},"query":{"type":["object","string"],"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$","additionalProperties":{"type":["string","number","boolean","array"],"items":{"$ref":"#/$defs/text"}}},"json":{},"body":{"$ref":"#/$defs/text"},"expect":{"type":["integer","array"],"minimum":100,"maximum":599,"minItems":1,"items":{"type":"integer","minimum":100,"maximum":599}},"max_bytes":{"type":"integer","minimum":0}},"dependentSchemas":{"json":{"properties":{"body":false}}}},"write_with":{"type":"object","additionalProperties":false,"required":["to"],"properties":{"template":{"type":"string","minLength":1},"text":{"type":"string"},"vars":{"type":["object","string"],"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"},"to":{"type":"string","minLength":1}},"if":{"not":{"required":["text"]}},"then":{"required":["template"]},"dependentSchemas":{"template":{"properties":{"text":false}}}},"pipeline_with":{"type":"object","additionalProperties":false,"required":["pipeline"],"properties":{"pipeline":{"type":"string","minLength":1},"inputs":{"type":["object","string"],"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}}},"approval_with":{"type":"object","additionalProperties":false,"required":["subject"],"properties":{"subject":{"type":"string","minLength":1},"rework":{"type":"string","minLength":1},"editable":{"type":"boolean"},"max_rounds":{"type":"integer","minimum":1},"approvers":{"$ref":"#/$defs/approvers"},"quorum":{"type":"integer","minimum":1},"not_author":{"type":"boolean"},"require_signed":{"type":"boolean"},"auto_approve":{"type":"string","enum":["never","allowed"]},"remind_after":{"$ref":"#/$defs/reminder"},"remind_every":{"$ref":"#/$defs/reminder"},"question":{"type":"string","minLength":1}}}}};
const func0 = Object.prototype.hasOwnProperty;
const func48 = (text) => { let length = 0; for (const _ of text) length++; return length; };
const pattern0 = new RegExp("^[A-Za-z_][A-Za-z0-9_]{0,63}$", "u");
const pattern6 = new RegExp("^[a-z][a-z0-9_]{0,63}$", "u");

function validate14(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.file === undefined) || (!(func0.call(data, "file")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "file"}});
errors++;
}
for(const key0 of Object.keys(data)){
if(!(key0 === "file")){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.file !== undefined && func0.call(data, "file")){
let data0 = data.file;
if(typeof data0 === "string"){
if(func48(data0) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/file",schemaPath:"#/properties/file/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/file",schemaPath:"#/properties/file/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}});
errors++;
}
validate14.errors = vErrors;
return errors === 0;
}

const schema13 = {"type":"object","additionalProperties":false,"properties":{"attempts":{"type":"integer","minimum":1,"maximum":1000},"backoff":{"type":"string","enum":["exponential","fixed"]},"min":{"$ref":"#/$defs/duration"},"max":{"$ref":"#/$defs/duration"},"jitter":{"type":"boolean"},"max_lost":{"type":"integer","minimum":0,"maximum":1000},"on":{"$ref":"#/$defs/retry_on"}}};
const pattern1 = new RegExp("^(?=[0-9])(?:[0-9]+d)?(?:[0-9]+h)?(?:[0-9]+m)?(?:[0-9]+s)?(?:[0-9]+ms)?$", "u");
const pattern3 = new RegExp("^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$", "u");

function validate18(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 of Object.keys(data)){
if(!(((key0 === "exit_codes") || (key0 === "codes")) || (key0 === "expression"))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.exit_codes !== undefined && func0.call(data, "exit_codes")){
let data0 = data.exit_codes;
if(Array.isArray(data0)){
if(data0.length < 1){
(vErrors ??= []).push({instancePath:instancePath+"/exit_codes",schemaPath:"#/properties/exit_codes/minItems",keyword:"minItems",params:{limit: 1}});
errors++;
}
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
let data1 = data0[i0];
if(!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))){
(vErrors ??= []).push({instancePath:instancePath+"/exit_codes/" + i0,schemaPath:"#/properties/exit_codes/items/type",keyword:"type",params:{type: "integer"}});
errors++;
}
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 > 255 || isNaN(data1)){
(vErrors ??= []).push({instancePath:instancePath+"/exit_codes/" + i0,schemaPath:"#/properties/exit_codes/items/maximum",keyword:"maximum",params:{comparison: "<=", limit: 255}});
errors++;
}
if(data1 < 1 || isNaN(data1)){
(vErrors ??= []).push({instancePath:instancePath+"/exit_codes/" + i0,schemaPath:"#/properties/exit_codes/items/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}});
errors++;
}
}
}
let i1 = data0.length;
let j0;
if(i1 > 1){
const indices0 = {};
for(;i1--;){
let item0 = data0[i1];
if(!(((typeof item0 == "number") && (!(item0 % 1) && !isNaN(item0))) && (isFinite(item0)))){
continue;
}
if(typeof indices0[item0] == "number"){
j0 = indices0[item0];
(vErrors ??= []).push({instancePath:instancePath+"/exit_codes",schemaPath:"#/properties/exit_codes/uniqueItems",keyword:"uniqueItems",params:{i: i1, j: j0}});
errors++;
break;
}
indices0[item0] = i1;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/exit_codes",schemaPath:"#/properties/exit_codes/type",keyword:"type",params:{type: "array"}});
errors++;
}
}
if(data.codes !== undefined && func0.call(data, "codes")){
let data2 = data.codes;
if(Array.isArray(data2)){
if(data2.length < 1){
(vErrors ??= []).push({instancePath:instancePath+"/codes",schemaPath:"#/properties/codes/minItems",keyword:"minItems",params:{limit: 1}});
errors++;
}
const len1 = data2.length;
for(let i2=0; i2<len1; i2++){
let data3 = data2[i2];
if(typeof data3 === "string"){
if(func48(data3) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/codes/" + i2,schemaPath:"#/properties/codes/items/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/codes/" + i2,schemaPath:"#/properties/codes/items/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
let i3 = data2.length;
let j1;
if(i3 > 1){
const indices1 = {};
for(;i3--;){
let item1 = data2[i3];
if(typeof item1 !== "string"){
continue;
}
if(typeof indices1[item1] == "number"){
j1 = indices1[item1];
(vErrors ??= []).push({instancePath:instancePath+"/codes",schemaPath:"#/properties/codes/uniqueItems",keyword:"uniqueItems",params:{i: i3, j: j1}});
errors++;
break;
}
indices1[item1] = i3;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/codes",schemaPath:"#/properties/codes/type",keyword:"type",params:{type: "array"}});
errors++;
}
}
if(data.expression !== undefined && func0.call(data, "expression")){
let data4 = data.expression;
if(typeof data4 === "string"){
if(!pattern3.test(data4)){
(vErrors ??= []).push({instancePath:instancePath+"/expression",schemaPath:"#/$defs/expression/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/expression",schemaPath:"#/$defs/expression/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}});
errors++;
}
validate18.errors = vErrors;
return errors === 0;
}


function validate17(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 of Object.keys(data)){
if(!(((((((key0 === "attempts") || (key0 === "backoff")) || (key0 === "min")) || (key0 === "max")) || (key0 === "jitter")) || (key0 === "max_lost")) || (key0 === "on"))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.attempts !== undefined && func0.call(data, "attempts")){
let data0 = data.attempts;
if(!(((typeof data0 == "number") && (!(data0 % 1) && !isNaN(data0))) && (isFinite(data0)))){
(vErrors ??= []).push({instancePath:instancePath+"/attempts",schemaPath:"#/properties/attempts/type",keyword:"type",params:{type: "integer"}});
errors++;
}
if((typeof data0 == "number") && (isFinite(data0))){
if(data0 > 1000 || isNaN(data0)){
(vErrors ??= []).push({instancePath:instancePath+"/attempts",schemaPath:"#/properties/attempts/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000}});
errors++;
}
if(data0 < 1 || isNaN(data0)){
(vErrors ??= []).push({instancePath:instancePath+"/attempts",schemaPath:"#/properties/attempts/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}});
errors++;
}
}
}
if(data.backoff !== undefined && func0.call(data, "backoff")){
let data1 = data.backoff;
if(typeof data1 !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/backoff",schemaPath:"#/properties/backoff/type",keyword:"type",params:{type: "string"}});
errors++;
}
if(!((data1 === "exponential") || (data1 === "fixed"))){
(vErrors ??= []).push({instancePath:instancePath+"/backoff",schemaPath:"#/properties/backoff/enum",keyword:"enum",params:{allowedValues: schema13.properties.backoff.enum}});
errors++;
}
}
if(data.min !== undefined && func0.call(data, "min")){
let data2 = data.min;
if(typeof data2 === "string"){
if(!pattern1.test(data2)){
(vErrors ??= []).push({instancePath:instancePath+"/min",schemaPath:"#/$defs/duration/pattern",keyword:"pattern",params:{pattern: "^(?=[0-9])(?:[0-9]+d)?(?:[0-9]+h)?(?:[0-9]+m)?(?:[0-9]+s)?(?:[0-9]+ms)?$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/min",schemaPath:"#/$defs/duration/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.max !== undefined && func0.call(data, "max")){
let data3 = data.max;
if(typeof data3 === "string"){
if(!pattern1.test(data3)){
(vErrors ??= []).push({instancePath:instancePath+"/max",schemaPath:"#/$defs/duration/pattern",keyword:"pattern",params:{pattern: "^(?=[0-9])(?:[0-9]+d)?(?:[0-9]+h)?(?:[0-9]+m)?(?:[0-9]+s)?(?:[0-9]+ms)?$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/max",schemaPath:"#/$defs/duration/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.jitter !== undefined && func0.call(data, "jitter")){
if(typeof data.jitter !== "boolean"){
(vErrors ??= []).push({instancePath:instancePath+"/jitter",schemaPath:"#/properties/jitter/type",keyword:"type",params:{type: "boolean"}});
errors++;
}
}
if(data.max_lost !== undefined && func0.call(data, "max_lost")){
let data5 = data.max_lost;
if(!(((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5))) && (isFinite(data5)))){
(vErrors ??= []).push({instancePath:instancePath+"/max_lost",schemaPath:"#/properties/max_lost/type",keyword:"type",params:{type: "integer"}});
errors++;
}
if((typeof data5 == "number") && (isFinite(data5))){
if(data5 > 1000 || isNaN(data5)){
(vErrors ??= []).push({instancePath:instancePath+"/max_lost",schemaPath:"#/properties/max_lost/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000}});
errors++;
}
if(data5 < 0 || isNaN(data5)){
(vErrors ??= []).push({instancePath:instancePath+"/max_lost",schemaPath:"#/properties/max_lost/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
}
if(data.on !== undefined && func0.call(data, "on")){
if(!(validate18(data.on, {instancePath:instancePath+"/on",parentData:data,parentDataProperty:"on",rootData}))){
vErrors = vErrors === null ? validate18.errors : vErrors.concat(validate18.errors);
errors = vErrors.length;
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}});
errors++;
}
validate17.errors = vErrors;
return errors === 0;
}


function validate16(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 of Object.keys(data)){
if(!(((key0 === "retry") || (key0 === "timeout")) || (key0 === "idle_timeout"))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.retry !== undefined && func0.call(data, "retry")){
if(!(validate17(data.retry, {instancePath:instancePath+"/retry",parentData:data,parentDataProperty:"retry",rootData}))){
vErrors = vErrors === null ? validate17.errors : vErrors.concat(validate17.errors);
errors = vErrors.length;
}
}
if(data.timeout !== undefined && func0.call(data, "timeout")){
let data1 = data.timeout;
if(typeof data1 === "string"){
if(!pattern1.test(data1)){
(vErrors ??= []).push({instancePath:instancePath+"/timeout",schemaPath:"#/$defs/duration/pattern",keyword:"pattern",params:{pattern: "^(?=[0-9])(?:[0-9]+d)?(?:[0-9]+h)?(?:[0-9]+m)?(?:[0-9]+s)?(?:[0-9]+ms)?$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/timeout",schemaPath:"#/$defs/duration/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.idle_timeout !== undefined && func0.call(data, "idle_timeout")){
let data2 = data.idle_timeout;
if(typeof data2 === "string"){
if(!pattern1.test(data2)){
(vErrors ??= []).push({instancePath:instancePath+"/idle_timeout",schemaPath:"#/$defs/duration/pattern",keyword:"pattern",params:{pattern: "^(?=[0-9])(?:[0-9]+d)?(?:[0-9]+h)?(?:[0-9]+m)?(?:[0-9]+s)?(?:[0-9]+ms)?$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/idle_timeout",schemaPath:"#/$defs/duration/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}});
errors++;
}
validate16.errors = vErrors;
return errors === 0;
}


function validate22(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.usd === undefined) || (!(func0.call(data, "usd")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "usd"}});
errors++;
}
for(const key0 of Object.keys(data)){
if(!(key0 === "usd")){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.usd !== undefined && func0.call(data, "usd")){
let data0 = data.usd;
if((typeof data0 == "number") && (isFinite(data0))){
if(data0 < 0 || isNaN(data0)){
(vErrors ??= []).push({instancePath:instancePath+"/usd",schemaPath:"#/$defs/usd/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/usd",schemaPath:"#/$defs/usd/type",keyword:"type",params:{type: "number"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}});
errors++;
}
validate22.errors = vErrors;
return errors === 0;
}


function validate24(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(Array.isArray(data)){
if(data.length < 1){
(vErrors ??= []).push({instancePath,schemaPath:"#/minItems",keyword:"minItems",params:{limit: 1}});
errors++;
}
const len0 = data.length;
for(let i0=0; i0<len0; i0++){
let data0 = data[i0];
if(typeof data0 === "string"){
if(func48(data0) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/" + i0,schemaPath:"#/items/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/" + i0,schemaPath:"#/items/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
let i1 = data.length;
let j0;
if(i1 > 1){
const indices0 = {};
for(;i1--;){
let item0 = data[i1];
if(typeof item0 !== "string"){
continue;
}
if(typeof indices0[item0] == "number"){
j0 = indices0[item0];
(vErrors ??= []).push({instancePath,schemaPath:"#/uniqueItems",keyword:"uniqueItems",params:{i: i1, j: j0}});
errors++;
break;
}
indices0[item0] = i1;
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "array"}});
errors++;
}
validate24.errors = vErrors;
return errors === 0;
}

const schema23 = {"type":"object","additionalProperties":false,"required":["uses","with"],"properties":{"uses":{"type":"string","enum":["command","module","http","write","pipeline","approval"]},"description":{"type":"string"},"with":{"type":"object"},"needs":{"type":"array","uniqueItems":true,"items":{"type":"string","minLength":1}},"when":{"$ref":"#/$defs/expression"},"otherwise":{},"skippable":{"type":"boolean"},"foreach":{"$ref":"#/$defs/expression"},"key":{"$ref":"#/$defs/expression"},"concurrency":{"type":"integer","minimum":1},"retry":{"$ref":"#/$defs/retry"},"timeout":{"$ref":"#/$defs/duration"},"idle_timeout":{"$ref":"#/$defs/duration"},"output":{"$ref":"#/$defs/output"},"artifacts":{"type":["array","object"],"items":{"$ref":"#/$defs/artifact_rule"},"additionalProperties":{"$ref":"#/$defs/artifact_rule"}},"cache":{"type":"boolean"},"pool":{"type":"string","minLength":1},"max_cost":{"$ref":"#/$defs/usd"},"on_error":{"type":"string","enum":["fail","continue"]},"before_approval":{"type":"boolean"}},"allOf":[{"if":{"required":["uses"],"properties":{"uses":{"const":"command"}}},"then":{"properties":{"with":{"$ref":"#/$defs/command_with"}}}},{"if":{"required":["uses"],"properties":{"uses":{"const":"module"}}},"then":{"properties":{"with":{"$ref":"#/$defs/module_with"}}}},{"if":{"required":["uses"],"properties":{"uses":{"const":"http"}}},"then":{"properties":{"with":{"$ref":"#/$defs/http_with"}}}},{"if":{"required":["uses"],"properties":{"uses":{"const":"write"}}},"then":{"properties":{"with":{"$ref":"#/$defs/write_with"}}}},{"if":{"required":["uses"],"properties":{"uses":{"const":"pipeline"}}},"then":{"properties":{"with":{"$ref":"#/$defs/pipeline_with"}}}},{"if":{"required":["uses"],"properties":{"uses":{"const":"approval"}}},"then":{"properties":{"with":{"$ref":"#/$defs/approval_with"}}}}]};
const schema25 = {"type":["string","number","boolean"]};
const pattern7 = new RegExp("^[A-Za-z_][A-Za-z0-9_]*$", "u");

function validate27(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.argv === undefined) || (!(func0.call(data, "argv")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "argv"}});
errors++;
}
for(const key0 of Object.keys(data)){
if(!((((key0 === "argv") || (key0 === "env")) || (key0 === "cwd")) || (key0 === "files"))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.argv !== undefined && func0.call(data, "argv")){
let data0 = data.argv;
if(Array.isArray(data0)){
if(data0.length < 1){
(vErrors ??= []).push({instancePath:instancePath+"/argv",schemaPath:"#/properties/argv/minItems",keyword:"minItems",params:{limit: 1}});
errors++;
}
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
let data1 = data0[i0];
if(((typeof data1 !== "string") && (!((typeof data1 == "number") && (isFinite(data1))))) && (typeof data1 !== "boolean")){
(vErrors ??= []).push({instancePath:instancePath+"/argv/" + i0,schemaPath:"#/$defs/text/type",keyword:"type",params:{type: schema25.type}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/argv",schemaPath:"#/properties/argv/type",keyword:"type",params:{type: "array"}});
errors++;
}
}
if(data.env !== undefined && func0.call(data, "env")){
let data2 = data.env;
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
for(const key1 of Object.keys(data2)){
const _errs9 = errors;
if(typeof key1 === "string"){
if(!pattern7.test(key1)){
(vErrors ??= []).push({instancePath:instancePath+"/env",schemaPath:"#/properties/env/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_]*$"},propertyName:key1});
errors++;
}
}
var valid4 = _errs9 === errors;
if(!valid4){
(vErrors ??= []).push({instancePath:instancePath+"/env",schemaPath:"#/properties/env/propertyNames",keyword:"propertyNames",params:{propertyName: key1}});
errors++;
}
}
for(const key2 of Object.keys(data2)){
let data3 = data2[key2];
if(((typeof data3 !== "string") && (!((typeof data3 == "number") && (isFinite(data3))))) && (typeof data3 !== "boolean")){
(vErrors ??= []).push({instancePath:instancePath+"/env/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/text/type",keyword:"type",params:{type: schema25.type}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/env",schemaPath:"#/properties/env/type",keyword:"type",params:{type: "object"}});
errors++;
}
}
if(data.cwd !== undefined && func0.call(data, "cwd")){
let data4 = data.cwd;
if(typeof data4 === "string"){
if(func48(data4) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/cwd",schemaPath:"#/properties/cwd/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/cwd",schemaPath:"#/properties/cwd/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.files !== undefined && func0.call(data, "files")){
let data5 = data.files;
if(Array.isArray(data5)){
const len1 = data5.length;
for(let i1=0; i1<len1; i1++){
let data6 = data5[i1];
if(typeof data6 === "string"){
if(func48(data6) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/files/" + i1,schemaPath:"#/properties/files/items/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/files/" + i1,schemaPath:"#/properties/files/items/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
let i2 = data5.length;
let j0;
if(i2 > 1){
const indices0 = {};
for(;i2--;){
let item0 = data5[i2];
if(typeof item0 !== "string"){
continue;
}
if(typeof indices0[item0] == "number"){
j0 = indices0[item0];
(vErrors ??= []).push({instancePath:instancePath+"/files",schemaPath:"#/properties/files/uniqueItems",keyword:"uniqueItems",params:{i: i2, j: j0}});
errors++;
break;
}
indices0[item0] = i2;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/files",schemaPath:"#/properties/files/type",keyword:"type",params:{type: "array"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}});
errors++;
}
validate27.errors = vErrors;
return errors === 0;
}


function validate29(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.module === undefined) || (!(func0.call(data, "module")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "module"}});
errors++;
}
for(const key0 of Object.keys(data)){
if(!(((key0 === "module") || (key0 === "export")) || (key0 === "args"))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.module !== undefined && func0.call(data, "module")){
let data0 = data.module;
if(typeof data0 === "string"){
if(func48(data0) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/module",schemaPath:"#/properties/module/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/module",schemaPath:"#/properties/module/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.export !== undefined && func0.call(data, "export")){
let data1 = data.export;
if(typeof data1 === "string"){
if(func48(data1) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/export",schemaPath:"#/properties/export/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/export",schemaPath:"#/properties/export/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}});
errors++;
}
validate29.errors = vErrors;
return errors === 0;
}

const schema28 = {"type":"object","additionalProperties":false,"required":["url"],"properties":{"url":{"type":"string","minLength":1},"method":{"type":"string","pattern":"^(?:\\$\\{\\{[\\s\\S]*|[Gg][Ee][Tt]|[Hh][Ee][Aa][Dd]|[Pp][Oo][Ss][Tt]|[Pp][Uu][Tt]|[Pp][Aa][Tt][Cc][Hh]|[Dd][Ee][Ll][Ee][Tt][Ee]|[Oo][Pp][Tt][Ii][Oo][Nn][Ss])$"},"headers":{"type":["object","string"],"additionalProperties":{"$ref":"#/$defs/text"},"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"},"bearer":{"type":"string","minLength":1},"query":{"type":["object","string"],"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$","additionalProperties":{"type":["string","number","boolean","array"],"items":{"$ref":"#/$defs/text"}}},"json":{},"body":{"$ref":"#/$defs/text"},"expect":{"type":["integer","array"],"minimum":100,"maximum":599,"minItems":1,"items":{"type":"integer","minimum":100,"maximum":599}},"max_bytes":{"type":"integer","minimum":0}},"dependentSchemas":{"json":{"properties":{"body":false}}}};
const pattern8 = new RegExp("^(?:\\$\\{\\{[\\s\\S]*|[Gg][Ee][Tt]|[Hh][Ee][Aa][Dd]|[Pp][Oo][Ss][Tt]|[Pp][Uu][Tt]|[Pp][Aa][Tt][Cc][Hh]|[Dd][Ee][Ll][Ee][Tt][Ee]|[Oo][Pp][Tt][Ii][Oo][Nn][Ss])$", "u");

function validate31(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.url === undefined) || (!(func0.call(data, "url")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "url"}});
errors++;
}
for(const key0 of Object.keys(data)){
if(!(func0.call(schema28.properties, key0))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.url !== undefined && func0.call(data, "url")){
let data0 = data.url;
if(typeof data0 === "string"){
if(func48(data0) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/url",schemaPath:"#/properties/url/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/url",schemaPath:"#/properties/url/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.method !== undefined && func0.call(data, "method")){
let data1 = data.method;
if(typeof data1 === "string"){
if(!pattern8.test(data1)){
(vErrors ??= []).push({instancePath:instancePath+"/method",schemaPath:"#/properties/method/pattern",keyword:"pattern",params:{pattern: "^(?:\\$\\{\\{[\\s\\S]*|[Gg][Ee][Tt]|[Hh][Ee][Aa][Dd]|[Pp][Oo][Ss][Tt]|[Pp][Uu][Tt]|[Pp][Aa][Tt][Cc][Hh]|[Dd][Ee][Ll][Ee][Tt][Ee]|[Oo][Pp][Tt][Ii][Oo][Nn][Ss])$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/method",schemaPath:"#/properties/method/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.headers !== undefined && func0.call(data, "headers")){
let data2 = data.headers;
if((!(data2 && typeof data2 == "object" && !Array.isArray(data2))) && (typeof data2 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/headers",schemaPath:"#/properties/headers/type",keyword:"type",params:{type: schema28.properties.headers.type}});
errors++;
}
if(typeof data2 === "string"){
if(!pattern3.test(data2)){
(vErrors ??= []).push({instancePath:instancePath+"/headers",schemaPath:"#/properties/headers/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
for(const key1 of Object.keys(data2)){
let data3 = data2[key1];
if(((typeof data3 !== "string") && (!((typeof data3 == "number") && (isFinite(data3))))) && (typeof data3 !== "boolean")){
(vErrors ??= []).push({instancePath:instancePath+"/headers/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/text/type",keyword:"type",params:{type: schema25.type}});
errors++;
}
}
}
}
if(data.bearer !== undefined && func0.call(data, "bearer")){
let data4 = data.bearer;
if(typeof data4 === "string"){
if(func48(data4) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/bearer",schemaPath:"#/properties/bearer/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/bearer",schemaPath:"#/properties/bearer/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.query !== undefined && func0.call(data, "query")){
let data5 = data.query;
if((!(data5 && typeof data5 == "object" && !Array.isArray(data5))) && (typeof data5 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/query",schemaPath:"#/properties/query/type",keyword:"type",params:{type: schema28.properties.query.type}});
errors++;
}
if(typeof data5 === "string"){
if(!pattern3.test(data5)){
(vErrors ??= []).push({instancePath:instancePath+"/query",schemaPath:"#/properties/query/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
for(const key2 of Object.keys(data5)){
let data6 = data5[key2];
if((((typeof data6 !== "string") && (!((typeof data6 == "number") && (isFinite(data6))))) && (typeof data6 !== "boolean")) && (!(Array.isArray(data6)))){
(vErrors ??= []).push({instancePath:instancePath+"/query/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/query/additionalProperties/type",keyword:"type",params:{type: schema28.properties.query.additionalProperties.type}});
errors++;
}
if(Array.isArray(data6)){
const len0 = data6.length;
for(let i0=0; i0<len0; i0++){
let data7 = data6[i0];
if(((typeof data7 !== "string") && (!((typeof data7 == "number") && (isFinite(data7))))) && (typeof data7 !== "boolean")){
(vErrors ??= []).push({instancePath:instancePath+"/query/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/" + i0,schemaPath:"#/$defs/text/type",keyword:"type",params:{type: schema25.type}});
errors++;
}
}
}
}
}
}
if(data.body !== undefined && func0.call(data, "body")){
let data8 = data.body;
if(((typeof data8 !== "string") && (!((typeof data8 == "number") && (isFinite(data8))))) && (typeof data8 !== "boolean")){
(vErrors ??= []).push({instancePath:instancePath+"/body",schemaPath:"#/$defs/text/type",keyword:"type",params:{type: schema25.type}});
errors++;
}
}
if(data.expect !== undefined && func0.call(data, "expect")){
let data9 = data.expect;
if((!(((typeof data9 == "number") && (!(data9 % 1) && !isNaN(data9))) && (isFinite(data9)))) && (!(Array.isArray(data9)))){
(vErrors ??= []).push({instancePath:instancePath+"/expect",schemaPath:"#/properties/expect/type",keyword:"type",params:{type: schema28.properties.expect.type}});
errors++;
}
if((typeof data9 == "number") && (isFinite(data9))){
if(data9 > 599 || isNaN(data9)){
(vErrors ??= []).push({instancePath:instancePath+"/expect",schemaPath:"#/properties/expect/maximum",keyword:"maximum",params:{comparison: "<=", limit: 599}});
errors++;
}
if(data9 < 100 || isNaN(data9)){
(vErrors ??= []).push({instancePath:instancePath+"/expect",schemaPath:"#/properties/expect/minimum",keyword:"minimum",params:{comparison: ">=", limit: 100}});
errors++;
}
}
if(Array.isArray(data9)){
if(data9.length < 1){
(vErrors ??= []).push({instancePath:instancePath+"/expect",schemaPath:"#/properties/expect/minItems",keyword:"minItems",params:{limit: 1}});
errors++;
}
const len1 = data9.length;
for(let i1=0; i1<len1; i1++){
let data10 = data9[i1];
if(!(((typeof data10 == "number") && (!(data10 % 1) && !isNaN(data10))) && (isFinite(data10)))){
(vErrors ??= []).push({instancePath:instancePath+"/expect/" + i1,schemaPath:"#/properties/expect/items/type",keyword:"type",params:{type: "integer"}});
errors++;
}
if((typeof data10 == "number") && (isFinite(data10))){
if(data10 > 599 || isNaN(data10)){
(vErrors ??= []).push({instancePath:instancePath+"/expect/" + i1,schemaPath:"#/properties/expect/items/maximum",keyword:"maximum",params:{comparison: "<=", limit: 599}});
errors++;
}
if(data10 < 100 || isNaN(data10)){
(vErrors ??= []).push({instancePath:instancePath+"/expect/" + i1,schemaPath:"#/properties/expect/items/minimum",keyword:"minimum",params:{comparison: ">=", limit: 100}});
errors++;
}
}
}
}
}
if(data.max_bytes !== undefined && func0.call(data, "max_bytes")){
let data11 = data.max_bytes;
if(!(((typeof data11 == "number") && (!(data11 % 1) && !isNaN(data11))) && (isFinite(data11)))){
(vErrors ??= []).push({instancePath:instancePath+"/max_bytes",schemaPath:"#/properties/max_bytes/type",keyword:"type",params:{type: "integer"}});
errors++;
}
if((typeof data11 == "number") && (isFinite(data11))){
if(data11 < 0 || isNaN(data11)){
(vErrors ??= []).push({instancePath:instancePath+"/max_bytes",schemaPath:"#/properties/max_bytes/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
}
if(data.json !== undefined && func0.call(data, "json")){
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.body !== undefined && func0.call(data, "body")){
(vErrors ??= []).push({instancePath:instancePath+"/body",schemaPath:"#/dependentSchemas/json/properties/body/false schema",keyword:"false schema",params:{}});
errors++;
}
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}});
errors++;
}
validate31.errors = vErrors;
return errors === 0;
}

const schema32 = {"type":"object","additionalProperties":false,"required":["to"],"properties":{"template":{"type":"string","minLength":1},"text":{"type":"string"},"vars":{"type":["object","string"],"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"},"to":{"type":"string","minLength":1}},"if":{"not":{"required":["text"]}},"then":{"required":["template"]},"dependentSchemas":{"template":{"properties":{"text":false}}}};

function validate33(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
const _errs1 = errors;
let valid0 = true;
const _errs2 = errors;
const _errs3 = errors;
const _errs4 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if(((data.text === undefined) || (!(func0.call(data, "text")))) && (missing0 = "text")){
(vErrors ??= []).push({});
errors++;
}
}
var valid1 = _errs4 === errors;
if(valid1){
(vErrors ??= []).push({});
errors++;
}
else {
errors = _errs3;
if(vErrors !== null){
if(_errs3){
vErrors.length = _errs3;
}
else {
vErrors = null;
}
}
}
var _valid0 = _errs2 === errors;
errors = _errs1;
if(vErrors !== null){
if(_errs1){
vErrors.length = _errs1;
}
else {
vErrors = null;
}
}
if(_valid0){
const _errs5 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.template === undefined) || (!(func0.call(data, "template")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/then/required",keyword:"required",params:{missingProperty: "template"}});
errors++;
}
}
var _valid0 = _errs5 === errors;
valid0 = _valid0;
}
if(!valid0){
(vErrors ??= []).push({instancePath,schemaPath:"#/if",keyword:"if",params:{failingKeyword: "then"}});
errors++;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.to === undefined) || (!(func0.call(data, "to")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "to"}});
errors++;
}
for(const key0 of Object.keys(data)){
if(!((((key0 === "template") || (key0 === "text")) || (key0 === "vars")) || (key0 === "to"))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.template !== undefined && func0.call(data, "template")){
let data0 = data.template;
if(typeof data0 === "string"){
if(func48(data0) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/template",schemaPath:"#/properties/template/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/template",schemaPath:"#/properties/template/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.text !== undefined && func0.call(data, "text")){
if(typeof data.text !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/text",schemaPath:"#/properties/text/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.vars !== undefined && func0.call(data, "vars")){
let data2 = data.vars;
if((!(data2 && typeof data2 == "object" && !Array.isArray(data2))) && (typeof data2 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/vars",schemaPath:"#/properties/vars/type",keyword:"type",params:{type: schema32.properties.vars.type}});
errors++;
}
if(typeof data2 === "string"){
if(!pattern3.test(data2)){
(vErrors ??= []).push({instancePath:instancePath+"/vars",schemaPath:"#/properties/vars/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
}
if(data.to !== undefined && func0.call(data, "to")){
let data3 = data.to;
if(typeof data3 === "string"){
if(func48(data3) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/to",schemaPath:"#/properties/to/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/to",schemaPath:"#/properties/to/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.template !== undefined && func0.call(data, "template")){
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.text !== undefined && func0.call(data, "text")){
(vErrors ??= []).push({instancePath:instancePath+"/text",schemaPath:"#/dependentSchemas/template/properties/text/false schema",keyword:"false schema",params:{}});
errors++;
}
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}});
errors++;
}
validate33.errors = vErrors;
return errors === 0;
}

const schema33 = {"type":"object","additionalProperties":false,"required":["pipeline"],"properties":{"pipeline":{"type":"string","minLength":1},"inputs":{"type":["object","string"],"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}}};

function validate35(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.pipeline === undefined) || (!(func0.call(data, "pipeline")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "pipeline"}});
errors++;
}
for(const key0 of Object.keys(data)){
if(!((key0 === "pipeline") || (key0 === "inputs"))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.pipeline !== undefined && func0.call(data, "pipeline")){
let data0 = data.pipeline;
if(typeof data0 === "string"){
if(func48(data0) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/pipeline",schemaPath:"#/properties/pipeline/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/pipeline",schemaPath:"#/properties/pipeline/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.inputs !== undefined && func0.call(data, "inputs")){
let data1 = data.inputs;
if((!(data1 && typeof data1 == "object" && !Array.isArray(data1))) && (typeof data1 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/inputs",schemaPath:"#/properties/inputs/type",keyword:"type",params:{type: schema33.properties.inputs.type}});
errors++;
}
if(typeof data1 === "string"){
if(!pattern3.test(data1)){
(vErrors ??= []).push({instancePath:instancePath+"/inputs",schemaPath:"#/properties/inputs/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}});
errors++;
}
validate35.errors = vErrors;
return errors === 0;
}

const schema34 = {"type":"object","additionalProperties":false,"required":["subject"],"properties":{"subject":{"type":"string","minLength":1},"rework":{"type":"string","minLength":1},"editable":{"type":"boolean"},"max_rounds":{"type":"integer","minimum":1},"approvers":{"$ref":"#/$defs/approvers"},"quorum":{"type":"integer","minimum":1},"not_author":{"type":"boolean"},"require_signed":{"type":"boolean"},"auto_approve":{"type":"string","enum":["never","allowed"]},"remind_after":{"$ref":"#/$defs/reminder"},"remind_every":{"$ref":"#/$defs/reminder"},"question":{"type":"string","minLength":1}}};
const pattern13 = new RegExp("^(?:never|(?=[0-9])(?:[0-9]+d)?(?:[0-9]+h)?(?:[0-9]+m)?(?:[0-9]+s)?(?:[0-9]+ms)?)$", "u");

function validate37(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.subject === undefined) || (!(func0.call(data, "subject")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "subject"}});
errors++;
}
for(const key0 of Object.keys(data)){
if(!(func0.call(schema34.properties, key0))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.subject !== undefined && func0.call(data, "subject")){
let data0 = data.subject;
if(typeof data0 === "string"){
if(func48(data0) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/subject",schemaPath:"#/properties/subject/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/subject",schemaPath:"#/properties/subject/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.rework !== undefined && func0.call(data, "rework")){
let data1 = data.rework;
if(typeof data1 === "string"){
if(func48(data1) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/rework",schemaPath:"#/properties/rework/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/rework",schemaPath:"#/properties/rework/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.editable !== undefined && func0.call(data, "editable")){
if(typeof data.editable !== "boolean"){
(vErrors ??= []).push({instancePath:instancePath+"/editable",schemaPath:"#/properties/editable/type",keyword:"type",params:{type: "boolean"}});
errors++;
}
}
if(data.max_rounds !== undefined && func0.call(data, "max_rounds")){
let data3 = data.max_rounds;
if(!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))){
(vErrors ??= []).push({instancePath:instancePath+"/max_rounds",schemaPath:"#/properties/max_rounds/type",keyword:"type",params:{type: "integer"}});
errors++;
}
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 < 1 || isNaN(data3)){
(vErrors ??= []).push({instancePath:instancePath+"/max_rounds",schemaPath:"#/properties/max_rounds/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}});
errors++;
}
}
}
if(data.approvers !== undefined && func0.call(data, "approvers")){
if(!(validate24(data.approvers, {instancePath:instancePath+"/approvers",parentData:data,parentDataProperty:"approvers",rootData}))){
vErrors = vErrors === null ? validate24.errors : vErrors.concat(validate24.errors);
errors = vErrors.length;
}
}
if(data.quorum !== undefined && func0.call(data, "quorum")){
let data5 = data.quorum;
if(!(((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5))) && (isFinite(data5)))){
(vErrors ??= []).push({instancePath:instancePath+"/quorum",schemaPath:"#/properties/quorum/type",keyword:"type",params:{type: "integer"}});
errors++;
}
if((typeof data5 == "number") && (isFinite(data5))){
if(data5 < 1 || isNaN(data5)){
(vErrors ??= []).push({instancePath:instancePath+"/quorum",schemaPath:"#/properties/quorum/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}});
errors++;
}
}
}
if(data.not_author !== undefined && func0.call(data, "not_author")){
if(typeof data.not_author !== "boolean"){
(vErrors ??= []).push({instancePath:instancePath+"/not_author",schemaPath:"#/properties/not_author/type",keyword:"type",params:{type: "boolean"}});
errors++;
}
}
if(data.require_signed !== undefined && func0.call(data, "require_signed")){
if(typeof data.require_signed !== "boolean"){
(vErrors ??= []).push({instancePath:instancePath+"/require_signed",schemaPath:"#/properties/require_signed/type",keyword:"type",params:{type: "boolean"}});
errors++;
}
}
if(data.auto_approve !== undefined && func0.call(data, "auto_approve")){
let data8 = data.auto_approve;
if(typeof data8 !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/auto_approve",schemaPath:"#/properties/auto_approve/type",keyword:"type",params:{type: "string"}});
errors++;
}
if(!((data8 === "never") || (data8 === "allowed"))){
(vErrors ??= []).push({instancePath:instancePath+"/auto_approve",schemaPath:"#/properties/auto_approve/enum",keyword:"enum",params:{allowedValues: schema34.properties.auto_approve.enum}});
errors++;
}
}
if(data.remind_after !== undefined && func0.call(data, "remind_after")){
let data9 = data.remind_after;
if(typeof data9 === "string"){
if(!pattern13.test(data9)){
(vErrors ??= []).push({instancePath:instancePath+"/remind_after",schemaPath:"#/$defs/reminder/pattern",keyword:"pattern",params:{pattern: "^(?:never|(?=[0-9])(?:[0-9]+d)?(?:[0-9]+h)?(?:[0-9]+m)?(?:[0-9]+s)?(?:[0-9]+ms)?)$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/remind_after",schemaPath:"#/$defs/reminder/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.remind_every !== undefined && func0.call(data, "remind_every")){
let data10 = data.remind_every;
if(typeof data10 === "string"){
if(!pattern13.test(data10)){
(vErrors ??= []).push({instancePath:instancePath+"/remind_every",schemaPath:"#/$defs/reminder/pattern",keyword:"pattern",params:{pattern: "^(?:never|(?=[0-9])(?:[0-9]+d)?(?:[0-9]+h)?(?:[0-9]+m)?(?:[0-9]+s)?(?:[0-9]+ms)?)$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/remind_every",schemaPath:"#/$defs/reminder/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.question !== undefined && func0.call(data, "question")){
let data11 = data.question;
if(typeof data11 === "string"){
if(func48(data11) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/question",schemaPath:"#/properties/question/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/question",schemaPath:"#/properties/question/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}});
errors++;
}
validate37.errors = vErrors;
return errors === 0;
}


function validate41(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.schema === undefined) || (!(func0.call(data, "schema")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "schema"}});
errors++;
}
for(const key0 of Object.keys(data)){
if(!(key0 === "schema")){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.schema !== undefined && func0.call(data, "schema")){
let data0 = data.schema;
if(typeof data0 === "string"){
if(func48(data0) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/schema",schemaPath:"#/properties/schema/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/schema",schemaPath:"#/properties/schema/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}});
errors++;
}
validate41.errors = vErrors;
return errors === 0;
}

const pattern20 = new RegExp("^[a-z]+/(?:\\*|[A-Za-z0-9.+-]+)$", "u");

function validate44(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 of Object.keys(data)){
if(!((key0 === "min") || (key0 === "max"))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.min !== undefined && func0.call(data, "min")){
let data0 = data.min;
if(typeof data0 === "string"){
if(!pattern1.test(data0)){
(vErrors ??= []).push({instancePath:instancePath+"/min",schemaPath:"#/$defs/duration/pattern",keyword:"pattern",params:{pattern: "^(?=[0-9])(?:[0-9]+d)?(?:[0-9]+h)?(?:[0-9]+m)?(?:[0-9]+s)?(?:[0-9]+ms)?$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/min",schemaPath:"#/$defs/duration/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.max !== undefined && func0.call(data, "max")){
let data1 = data.max;
if(typeof data1 === "string"){
if(!pattern1.test(data1)){
(vErrors ??= []).push({instancePath:instancePath+"/max",schemaPath:"#/$defs/duration/pattern",keyword:"pattern",params:{pattern: "^(?=[0-9])(?:[0-9]+d)?(?:[0-9]+h)?(?:[0-9]+m)?(?:[0-9]+s)?(?:[0-9]+ms)?$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/max",schemaPath:"#/$defs/duration/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}});
errors++;
}
validate44.errors = vErrors;
return errors === 0;
}


function validate43(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.path === undefined) || (!(func0.call(data, "path")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "path"}});
errors++;
}
for(const key0 of Object.keys(data)){
if(!((((((key0 === "path") || (key0 === "min_bytes")) || (key0 === "max_bytes")) || (key0 === "media_type")) || (key0 === "min_count")) || (key0 === "duration"))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.path !== undefined && func0.call(data, "path")){
let data0 = data.path;
if(typeof data0 === "string"){
if(func48(data0) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/path",schemaPath:"#/properties/path/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/path",schemaPath:"#/properties/path/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.min_bytes !== undefined && func0.call(data, "min_bytes")){
let data1 = data.min_bytes;
if(!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))){
(vErrors ??= []).push({instancePath:instancePath+"/min_bytes",schemaPath:"#/properties/min_bytes/type",keyword:"type",params:{type: "integer"}});
errors++;
}
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 < 0 || isNaN(data1)){
(vErrors ??= []).push({instancePath:instancePath+"/min_bytes",schemaPath:"#/properties/min_bytes/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
}
if(data.max_bytes !== undefined && func0.call(data, "max_bytes")){
let data2 = data.max_bytes;
if(!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))){
(vErrors ??= []).push({instancePath:instancePath+"/max_bytes",schemaPath:"#/properties/max_bytes/type",keyword:"type",params:{type: "integer"}});
errors++;
}
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 < 0 || isNaN(data2)){
(vErrors ??= []).push({instancePath:instancePath+"/max_bytes",schemaPath:"#/properties/max_bytes/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
}
if(data.media_type !== undefined && func0.call(data, "media_type")){
let data3 = data.media_type;
if(typeof data3 === "string"){
if(!pattern20.test(data3)){
(vErrors ??= []).push({instancePath:instancePath+"/media_type",schemaPath:"#/properties/media_type/pattern",keyword:"pattern",params:{pattern: "^[a-z]+/(?:\\*|[A-Za-z0-9.+-]+)$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/media_type",schemaPath:"#/properties/media_type/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.min_count !== undefined && func0.call(data, "min_count")){
let data4 = data.min_count;
if(!(((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4))) && (isFinite(data4)))){
(vErrors ??= []).push({instancePath:instancePath+"/min_count",schemaPath:"#/properties/min_count/type",keyword:"type",params:{type: "integer"}});
errors++;
}
if((typeof data4 == "number") && (isFinite(data4))){
if(data4 < 0 || isNaN(data4)){
(vErrors ??= []).push({instancePath:instancePath+"/min_count",schemaPath:"#/properties/min_count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
}
if(data.duration !== undefined && func0.call(data, "duration")){
if(!(validate44(data.duration, {instancePath:instancePath+"/duration",parentData:data,parentDataProperty:"duration",rootData}))){
vErrors = vErrors === null ? validate44.errors : vErrors.concat(validate44.errors);
errors = vErrors.length;
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}});
errors++;
}
validate43.errors = vErrors;
return errors === 0;
}


function validate26(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
const _errs2 = errors;
let valid1 = true;
const _errs3 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if(((data.uses === undefined) || (!(func0.call(data, "uses")))) && (missing0 = "uses")){
(vErrors ??= []).push({});
errors++;
}
else {
if(data.uses !== undefined && func0.call(data, "uses")){
if("command" !== data.uses){
(vErrors ??= []).push({});
errors++;
}
}
}
}
var _valid0 = _errs3 === errors;
errors = _errs2;
if(vErrors !== null){
if(_errs2){
vErrors.length = _errs2;
}
else {
vErrors = null;
}
}
if(_valid0){
const _errs5 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.with !== undefined && func0.call(data, "with")){
if(!(validate27(data.with, {instancePath:instancePath+"/with",parentData:data,parentDataProperty:"with",rootData}))){
vErrors = vErrors === null ? validate27.errors : vErrors.concat(validate27.errors);
errors = vErrors.length;
}
}
}
var _valid0 = _errs5 === errors;
valid1 = _valid0;
}
if(!valid1){
(vErrors ??= []).push({instancePath,schemaPath:"#/allOf/0/if",keyword:"if",params:{failingKeyword: "then"}});
errors++;
}
const _errs8 = errors;
let valid4 = true;
const _errs9 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
let missing1;
if(((data.uses === undefined) || (!(func0.call(data, "uses")))) && (missing1 = "uses")){
(vErrors ??= []).push({});
errors++;
}
else {
if(data.uses !== undefined && func0.call(data, "uses")){
if("module" !== data.uses){
(vErrors ??= []).push({});
errors++;
}
}
}
}
var _valid1 = _errs9 === errors;
errors = _errs8;
if(vErrors !== null){
if(_errs8){
vErrors.length = _errs8;
}
else {
vErrors = null;
}
}
if(_valid1){
const _errs11 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.with !== undefined && func0.call(data, "with")){
if(!(validate29(data.with, {instancePath:instancePath+"/with",parentData:data,parentDataProperty:"with",rootData}))){
vErrors = vErrors === null ? validate29.errors : vErrors.concat(validate29.errors);
errors = vErrors.length;
}
}
}
var _valid1 = _errs11 === errors;
valid4 = _valid1;
}
if(!valid4){
(vErrors ??= []).push({instancePath,schemaPath:"#/allOf/1/if",keyword:"if",params:{failingKeyword: "then"}});
errors++;
}
const _errs14 = errors;
let valid7 = true;
const _errs15 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
let missing2;
if(((data.uses === undefined) || (!(func0.call(data, "uses")))) && (missing2 = "uses")){
(vErrors ??= []).push({});
errors++;
}
else {
if(data.uses !== undefined && func0.call(data, "uses")){
if("http" !== data.uses){
(vErrors ??= []).push({});
errors++;
}
}
}
}
var _valid2 = _errs15 === errors;
errors = _errs14;
if(vErrors !== null){
if(_errs14){
vErrors.length = _errs14;
}
else {
vErrors = null;
}
}
if(_valid2){
const _errs17 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.with !== undefined && func0.call(data, "with")){
if(!(validate31(data.with, {instancePath:instancePath+"/with",parentData:data,parentDataProperty:"with",rootData}))){
vErrors = vErrors === null ? validate31.errors : vErrors.concat(validate31.errors);
errors = vErrors.length;
}
}
}
var _valid2 = _errs17 === errors;
valid7 = _valid2;
}
if(!valid7){
(vErrors ??= []).push({instancePath,schemaPath:"#/allOf/2/if",keyword:"if",params:{failingKeyword: "then"}});
errors++;
}
const _errs20 = errors;
let valid10 = true;
const _errs21 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
let missing3;
if(((data.uses === undefined) || (!(func0.call(data, "uses")))) && (missing3 = "uses")){
(vErrors ??= []).push({});
errors++;
}
else {
if(data.uses !== undefined && func0.call(data, "uses")){
if("write" !== data.uses){
(vErrors ??= []).push({});
errors++;
}
}
}
}
var _valid3 = _errs21 === errors;
errors = _errs20;
if(vErrors !== null){
if(_errs20){
vErrors.length = _errs20;
}
else {
vErrors = null;
}
}
if(_valid3){
const _errs23 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.with !== undefined && func0.call(data, "with")){
if(!(validate33(data.with, {instancePath:instancePath+"/with",parentData:data,parentDataProperty:"with",rootData}))){
vErrors = vErrors === null ? validate33.errors : vErrors.concat(validate33.errors);
errors = vErrors.length;
}
}
}
var _valid3 = _errs23 === errors;
valid10 = _valid3;
}
if(!valid10){
(vErrors ??= []).push({instancePath,schemaPath:"#/allOf/3/if",keyword:"if",params:{failingKeyword: "then"}});
errors++;
}
const _errs26 = errors;
let valid13 = true;
const _errs27 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
let missing4;
if(((data.uses === undefined) || (!(func0.call(data, "uses")))) && (missing4 = "uses")){
(vErrors ??= []).push({});
errors++;
}
else {
if(data.uses !== undefined && func0.call(data, "uses")){
if("pipeline" !== data.uses){
(vErrors ??= []).push({});
errors++;
}
}
}
}
var _valid4 = _errs27 === errors;
errors = _errs26;
if(vErrors !== null){
if(_errs26){
vErrors.length = _errs26;
}
else {
vErrors = null;
}
}
if(_valid4){
const _errs29 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.with !== undefined && func0.call(data, "with")){
if(!(validate35(data.with, {instancePath:instancePath+"/with",parentData:data,parentDataProperty:"with",rootData}))){
vErrors = vErrors === null ? validate35.errors : vErrors.concat(validate35.errors);
errors = vErrors.length;
}
}
}
var _valid4 = _errs29 === errors;
valid13 = _valid4;
}
if(!valid13){
(vErrors ??= []).push({instancePath,schemaPath:"#/allOf/4/if",keyword:"if",params:{failingKeyword: "then"}});
errors++;
}
const _errs32 = errors;
let valid16 = true;
const _errs33 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
let missing5;
if(((data.uses === undefined) || (!(func0.call(data, "uses")))) && (missing5 = "uses")){
(vErrors ??= []).push({});
errors++;
}
else {
if(data.uses !== undefined && func0.call(data, "uses")){
if("approval" !== data.uses){
(vErrors ??= []).push({});
errors++;
}
}
}
}
var _valid5 = _errs33 === errors;
errors = _errs32;
if(vErrors !== null){
if(_errs32){
vErrors.length = _errs32;
}
else {
vErrors = null;
}
}
if(_valid5){
const _errs35 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.with !== undefined && func0.call(data, "with")){
if(!(validate37(data.with, {instancePath:instancePath+"/with",parentData:data,parentDataProperty:"with",rootData}))){
vErrors = vErrors === null ? validate37.errors : vErrors.concat(validate37.errors);
errors = vErrors.length;
}
}
}
var _valid5 = _errs35 === errors;
valid16 = _valid5;
}
if(!valid16){
(vErrors ??= []).push({instancePath,schemaPath:"#/allOf/5/if",keyword:"if",params:{failingKeyword: "then"}});
errors++;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.uses === undefined) || (!(func0.call(data, "uses")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "uses"}});
errors++;
}
if((data.with === undefined) || (!(func0.call(data, "with")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "with"}});
errors++;
}
for(const key0 of Object.keys(data)){
if(!(func0.call(schema23.properties, key0))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.uses !== undefined && func0.call(data, "uses")){
let data12 = data.uses;
if(typeof data12 !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/uses",schemaPath:"#/properties/uses/type",keyword:"type",params:{type: "string"}});
errors++;
}
if(!((((((data12 === "command") || (data12 === "module")) || (data12 === "http")) || (data12 === "write")) || (data12 === "pipeline")) || (data12 === "approval"))){
(vErrors ??= []).push({instancePath:instancePath+"/uses",schemaPath:"#/properties/uses/enum",keyword:"enum",params:{allowedValues: schema23.properties.uses.enum}});
errors++;
}
}
if(data.description !== undefined && func0.call(data, "description")){
if(typeof data.description !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/description",schemaPath:"#/properties/description/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.with !== undefined && func0.call(data, "with")){
let data14 = data.with;
if(!(data14 && typeof data14 == "object" && !Array.isArray(data14))){
(vErrors ??= []).push({instancePath:instancePath+"/with",schemaPath:"#/properties/with/type",keyword:"type",params:{type: "object"}});
errors++;
}
}
if(data.needs !== undefined && func0.call(data, "needs")){
let data15 = data.needs;
if(Array.isArray(data15)){
const len0 = data15.length;
for(let i0=0; i0<len0; i0++){
let data16 = data15[i0];
if(typeof data16 === "string"){
if(func48(data16) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/needs/" + i0,schemaPath:"#/properties/needs/items/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/needs/" + i0,schemaPath:"#/properties/needs/items/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
let i1 = data15.length;
let j0;
if(i1 > 1){
const indices0 = {};
for(;i1--;){
let item0 = data15[i1];
if(typeof item0 !== "string"){
continue;
}
if(typeof indices0[item0] == "number"){
j0 = indices0[item0];
(vErrors ??= []).push({instancePath:instancePath+"/needs",schemaPath:"#/properties/needs/uniqueItems",keyword:"uniqueItems",params:{i: i1, j: j0}});
errors++;
break;
}
indices0[item0] = i1;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/needs",schemaPath:"#/properties/needs/type",keyword:"type",params:{type: "array"}});
errors++;
}
}
if(data.when !== undefined && func0.call(data, "when")){
let data17 = data.when;
if(typeof data17 === "string"){
if(!pattern3.test(data17)){
(vErrors ??= []).push({instancePath:instancePath+"/when",schemaPath:"#/$defs/expression/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/when",schemaPath:"#/$defs/expression/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.skippable !== undefined && func0.call(data, "skippable")){
if(typeof data.skippable !== "boolean"){
(vErrors ??= []).push({instancePath:instancePath+"/skippable",schemaPath:"#/properties/skippable/type",keyword:"type",params:{type: "boolean"}});
errors++;
}
}
if(data.foreach !== undefined && func0.call(data, "foreach")){
let data19 = data.foreach;
if(typeof data19 === "string"){
if(!pattern3.test(data19)){
(vErrors ??= []).push({instancePath:instancePath+"/foreach",schemaPath:"#/$defs/expression/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/foreach",schemaPath:"#/$defs/expression/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.key !== undefined && func0.call(data, "key")){
let data20 = data.key;
if(typeof data20 === "string"){
if(!pattern3.test(data20)){
(vErrors ??= []).push({instancePath:instancePath+"/key",schemaPath:"#/$defs/expression/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/key",schemaPath:"#/$defs/expression/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.concurrency !== undefined && func0.call(data, "concurrency")){
let data21 = data.concurrency;
if(!(((typeof data21 == "number") && (!(data21 % 1) && !isNaN(data21))) && (isFinite(data21)))){
(vErrors ??= []).push({instancePath:instancePath+"/concurrency",schemaPath:"#/properties/concurrency/type",keyword:"type",params:{type: "integer"}});
errors++;
}
if((typeof data21 == "number") && (isFinite(data21))){
if(data21 < 1 || isNaN(data21)){
(vErrors ??= []).push({instancePath:instancePath+"/concurrency",schemaPath:"#/properties/concurrency/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}});
errors++;
}
}
}
if(data.retry !== undefined && func0.call(data, "retry")){
if(!(validate17(data.retry, {instancePath:instancePath+"/retry",parentData:data,parentDataProperty:"retry",rootData}))){
vErrors = vErrors === null ? validate17.errors : vErrors.concat(validate17.errors);
errors = vErrors.length;
}
}
if(data.timeout !== undefined && func0.call(data, "timeout")){
let data23 = data.timeout;
if(typeof data23 === "string"){
if(!pattern1.test(data23)){
(vErrors ??= []).push({instancePath:instancePath+"/timeout",schemaPath:"#/$defs/duration/pattern",keyword:"pattern",params:{pattern: "^(?=[0-9])(?:[0-9]+d)?(?:[0-9]+h)?(?:[0-9]+m)?(?:[0-9]+s)?(?:[0-9]+ms)?$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/timeout",schemaPath:"#/$defs/duration/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.idle_timeout !== undefined && func0.call(data, "idle_timeout")){
let data24 = data.idle_timeout;
if(typeof data24 === "string"){
if(!pattern1.test(data24)){
(vErrors ??= []).push({instancePath:instancePath+"/idle_timeout",schemaPath:"#/$defs/duration/pattern",keyword:"pattern",params:{pattern: "^(?=[0-9])(?:[0-9]+d)?(?:[0-9]+h)?(?:[0-9]+m)?(?:[0-9]+s)?(?:[0-9]+ms)?$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/idle_timeout",schemaPath:"#/$defs/duration/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.output !== undefined && func0.call(data, "output")){
if(!(validate41(data.output, {instancePath:instancePath+"/output",parentData:data,parentDataProperty:"output",rootData}))){
vErrors = vErrors === null ? validate41.errors : vErrors.concat(validate41.errors);
errors = vErrors.length;
}
}
if(data.artifacts !== undefined && func0.call(data, "artifacts")){
let data26 = data.artifacts;
if(!data26 || typeof data26 != "object"){
(vErrors ??= []).push({instancePath:instancePath+"/artifacts",schemaPath:"#/properties/artifacts/type",keyword:"type",params:{type: schema23.properties.artifacts.type}});
errors++;
}
if(Array.isArray(data26)){
const len1 = data26.length;
for(let i2=0; i2<len1; i2++){
if(!(validate43(data26[i2], {instancePath:instancePath+"/artifacts/" + i2,parentData:data26,parentDataProperty:i2,rootData}))){
vErrors = vErrors === null ? validate43.errors : vErrors.concat(validate43.errors);
errors = vErrors.length;
}
}
}
if(data26 && typeof data26 == "object" && !Array.isArray(data26)){
for(const key1 of Object.keys(data26)){
if(!(validate43(data26[key1], {instancePath:instancePath+"/artifacts/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data26,parentDataProperty:key1,rootData}))){
vErrors = vErrors === null ? validate43.errors : vErrors.concat(validate43.errors);
errors = vErrors.length;
}
}
}
}
if(data.cache !== undefined && func0.call(data, "cache")){
if(typeof data.cache !== "boolean"){
(vErrors ??= []).push({instancePath:instancePath+"/cache",schemaPath:"#/properties/cache/type",keyword:"type",params:{type: "boolean"}});
errors++;
}
}
if(data.pool !== undefined && func0.call(data, "pool")){
let data30 = data.pool;
if(typeof data30 === "string"){
if(func48(data30) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/pool",schemaPath:"#/properties/pool/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/pool",schemaPath:"#/properties/pool/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.max_cost !== undefined && func0.call(data, "max_cost")){
let data31 = data.max_cost;
if((typeof data31 == "number") && (isFinite(data31))){
if(data31 < 0 || isNaN(data31)){
(vErrors ??= []).push({instancePath:instancePath+"/max_cost",schemaPath:"#/$defs/usd/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/max_cost",schemaPath:"#/$defs/usd/type",keyword:"type",params:{type: "number"}});
errors++;
}
}
if(data.on_error !== undefined && func0.call(data, "on_error")){
let data32 = data.on_error;
if(typeof data32 !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/on_error",schemaPath:"#/properties/on_error/type",keyword:"type",params:{type: "string"}});
errors++;
}
if(!((data32 === "fail") || (data32 === "continue"))){
(vErrors ??= []).push({instancePath:instancePath+"/on_error",schemaPath:"#/properties/on_error/enum",keyword:"enum",params:{allowedValues: schema23.properties.on_error.enum}});
errors++;
}
}
if(data.before_approval !== undefined && func0.call(data, "before_approval")){
if(typeof data.before_approval !== "boolean"){
(vErrors ??= []).push({instancePath:instancePath+"/before_approval",schemaPath:"#/properties/before_approval/type",keyword:"type",params:{type: "boolean"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}});
errors++;
}
validate26.errors = vErrors;
return errors === 0;
}


function validate13(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="pipeline.schema.json" */;
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.stages === undefined) || (!(func0.call(data, "stages")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "stages"}});
errors++;
}
for(const key0 of Object.keys(data)){
if(!(func0.call(schema10.properties, key0))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.name !== undefined && func0.call(data, "name")){
let data0 = data.name;
if(typeof data0 === "string"){
if(func48(data0) > 200){
(vErrors ??= []).push({instancePath:instancePath+"/name",schemaPath:"#/properties/name/maxLength",keyword:"maxLength",params:{limit: 200}});
errors++;
}
if(func48(data0) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/name",schemaPath:"#/properties/name/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/name",schemaPath:"#/properties/name/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.description !== undefined && func0.call(data, "description")){
if(typeof data.description !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/description",schemaPath:"#/properties/description/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.inputs !== undefined && func0.call(data, "inputs")){
let data2 = data.inputs;
if(!(data2 && typeof data2 == "object" && !Array.isArray(data2))){
(vErrors ??= []).push({instancePath:instancePath+"/inputs",schemaPath:"#/properties/inputs/type",keyword:"type",params:{type: "object"}});
errors++;
}
}
if(data.context !== undefined && func0.call(data, "context")){
let data3 = data.context;
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
for(const key1 of Object.keys(data3)){
const _errs10 = errors;
if(typeof key1 === "string"){
if(!pattern0.test(key1)){
(vErrors ??= []).push({instancePath:instancePath+"/context",schemaPath:"#/properties/context/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_]{0,63}$"},propertyName:key1});
errors++;
}
}
var valid1 = _errs10 === errors;
if(!valid1){
(vErrors ??= []).push({instancePath:instancePath+"/context",schemaPath:"#/properties/context/propertyNames",keyword:"propertyNames",params:{propertyName: key1}});
errors++;
}
}
for(const key2 of Object.keys(data3)){
if(!(validate14(data3[key2], {instancePath:instancePath+"/context/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data3,parentDataProperty:key2,rootData}))){
vErrors = vErrors === null ? validate14.errors : vErrors.concat(validate14.errors);
errors = vErrors.length;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/context",schemaPath:"#/properties/context/type",keyword:"type",params:{type: "object"}});
errors++;
}
}
if(data.defaults !== undefined && func0.call(data, "defaults")){
if(!(validate16(data.defaults, {instancePath:instancePath+"/defaults",parentData:data,parentDataProperty:"defaults",rootData}))){
vErrors = vErrors === null ? validate16.errors : vErrors.concat(validate16.errors);
errors = vErrors.length;
}
}
if(data.budget !== undefined && func0.call(data, "budget")){
if(!(validate22(data.budget, {instancePath:instancePath+"/budget",parentData:data,parentDataProperty:"budget",rootData}))){
vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
errors = vErrors.length;
}
}
if(data.approvers !== undefined && func0.call(data, "approvers")){
if(!(validate24(data.approvers, {instancePath:instancePath+"/approvers",parentData:data,parentDataProperty:"approvers",rootData}))){
vErrors = vErrors === null ? validate24.errors : vErrors.concat(validate24.errors);
errors = vErrors.length;
}
}
if(data.fail !== undefined && func0.call(data, "fail")){
let data8 = data.fail;
if(typeof data8 !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/fail",schemaPath:"#/properties/fail/type",keyword:"type",params:{type: "string"}});
errors++;
}
if(!((data8 === "early") || (data8 === "late"))){
(vErrors ??= []).push({instancePath:instancePath+"/fail",schemaPath:"#/properties/fail/enum",keyword:"enum",params:{allowedValues: schema10.properties.fail.enum}});
errors++;
}
}
if(data.stages !== undefined && func0.call(data, "stages")){
let data9 = data.stages;
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
if(Object.keys(data9).length < 1){
(vErrors ??= []).push({instancePath:instancePath+"/stages",schemaPath:"#/properties/stages/minProperties",keyword:"minProperties",params:{limit: 1}});
errors++;
}
for(const key3 of Object.keys(data9)){
const _errs20 = errors;
if(typeof key3 === "string"){
if(!pattern6.test(key3)){
(vErrors ??= []).push({instancePath:instancePath+"/stages",schemaPath:"#/properties/stages/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[a-z][a-z0-9_]{0,63}$"},propertyName:key3});
errors++;
}
}
var valid3 = _errs20 === errors;
if(!valid3){
(vErrors ??= []).push({instancePath:instancePath+"/stages",schemaPath:"#/properties/stages/propertyNames",keyword:"propertyNames",params:{propertyName: key3}});
errors++;
}
}
for(const key4 of Object.keys(data9)){
if(!(validate26(data9[key4], {instancePath:instancePath+"/stages/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data9,parentDataProperty:key4,rootData}))){
vErrors = vErrors === null ? validate26.errors : vErrors.concat(validate26.errors);
errors = vErrors.length;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/stages",schemaPath:"#/properties/stages/type",keyword:"type",params:{type: "object"}});
errors++;
}
}
if(data.finally !== undefined && func0.call(data, "finally")){
let data11 = data.finally;
if(data11 && typeof data11 == "object" && !Array.isArray(data11)){
for(const key5 of Object.keys(data11)){
const _errs25 = errors;
if(typeof key5 === "string"){
if(!pattern6.test(key5)){
(vErrors ??= []).push({instancePath:instancePath+"/finally",schemaPath:"#/properties/finally/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[a-z][a-z0-9_]{0,63}$"},propertyName:key5});
errors++;
}
}
var valid5 = _errs25 === errors;
if(!valid5){
(vErrors ??= []).push({instancePath:instancePath+"/finally",schemaPath:"#/properties/finally/propertyNames",keyword:"propertyNames",params:{propertyName: key5}});
errors++;
}
}
for(const key6 of Object.keys(data11)){
if(!(validate26(data11[key6], {instancePath:instancePath+"/finally/" + key6.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data11,parentDataProperty:key6,rootData}))){
vErrors = vErrors === null ? validate26.errors : vErrors.concat(validate26.errors);
errors = vErrors.length;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/finally",schemaPath:"#/properties/finally/type",keyword:"type",params:{type: "object"}});
errors++;
}
}
if(data.outputs !== undefined && func0.call(data, "outputs")){
let data13 = data.outputs;
if(!(data13 && typeof data13 == "object" && !Array.isArray(data13))){
(vErrors ??= []).push({instancePath:instancePath+"/outputs",schemaPath:"#/properties/outputs/type",keyword:"type",params:{type: "object"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}});
errors++;
}
validate13.errors = vErrors;
return errors === 0;
}

export const validateRun = validate50;
const schema48 = {"$id":"run.schema.json","type":"object","additionalProperties":false,"required":["pipeline"],"properties":{"pipeline":{"type":"string","minLength":1},"inputs":{"type":"object"},"labels":{"type":"object","additionalProperties":{"type":"string"}},"priority":{"type":"integer","minimum":-1000000,"maximum":1000000},"paused":{"type":"boolean"},"cancelled":{"type":"boolean"},"approved":{"type":"boolean"},"approvals":{"type":"object","additionalProperties":{"anyOf":[{"$ref":"#/$defs/answer"},{"type":"array","minItems":1,"items":{"$ref":"#/$defs/answer"}}]}},"auto_approve":{"type":"array","uniqueItems":true,"items":{"type":"string","minLength":1}},"skip":{"type":"array","uniqueItems":true,"items":{"type":"string","minLength":1}},"budget":{"type":"object","additionalProperties":false,"required":["usd"],"properties":{"usd":{"$ref":"#/$defs/usd"}}},"rerun":{"type":["integer","object"],"minimum":1,"additionalProperties":false,"required":["n"],"properties":{"n":{"type":"integer","minimum":1},"from":{"type":["string","array"],"minLength":1,"items":{"type":"string","minLength":1}}}},"fork":{"type":"object","additionalProperties":false,"required":["run","from"],"properties":{"run":{"type":"string","minLength":1},"from":{"type":"string","minLength":1}}}},"$defs":{"answer":{"type":"object","additionalProperties":false,"properties":{"approved":{"type":"boolean"},"changes":{"type":["string","object"],"minProperties":1,"additionalProperties":{"type":"string"}},"rejected":{"type":"string"},"decision":{"type":"string","enum":["approve","changes","reject"]},"feedback":{"type":"string"},"of":{"type":"string","pattern":"^(sha256:)?[0-9a-f]{8,64}$"},"round":{"type":"integer","minimum":1},"by":{"type":"string","minLength":1},"output":{}}},"usd":{"type":"number","minimum":0}}};
const schema49 = {"type":"object","additionalProperties":false,"properties":{"approved":{"type":"boolean"},"changes":{"type":["string","object"],"minProperties":1,"additionalProperties":{"type":"string"}},"rejected":{"type":"string"},"decision":{"type":"string","enum":["approve","changes","reject"]},"feedback":{"type":"string"},"of":{"type":"string","pattern":"^(sha256:)?[0-9a-f]{8,64}$"},"round":{"type":"integer","minimum":1},"by":{"type":"string","minLength":1},"output":{}}};
const pattern24 = new RegExp("^(sha256:)?[0-9a-f]{8,64}$", "u");

function validate51(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 of Object.keys(data)){
if(!(func0.call(schema49.properties, key0))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.approved !== undefined && func0.call(data, "approved")){
if(typeof data.approved !== "boolean"){
(vErrors ??= []).push({instancePath:instancePath+"/approved",schemaPath:"#/properties/approved/type",keyword:"type",params:{type: "boolean"}});
errors++;
}
}
if(data.changes !== undefined && func0.call(data, "changes")){
let data1 = data.changes;
if((typeof data1 !== "string") && (!(data1 && typeof data1 == "object" && !Array.isArray(data1)))){
(vErrors ??= []).push({instancePath:instancePath+"/changes",schemaPath:"#/properties/changes/type",keyword:"type",params:{type: schema49.properties.changes.type}});
errors++;
}
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
if(Object.keys(data1).length < 1){
(vErrors ??= []).push({instancePath:instancePath+"/changes",schemaPath:"#/properties/changes/minProperties",keyword:"minProperties",params:{limit: 1}});
errors++;
}
for(const key1 of Object.keys(data1)){
if(typeof data1[key1] !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/changes/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/changes/additionalProperties/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
}
}
if(data.rejected !== undefined && func0.call(data, "rejected")){
if(typeof data.rejected !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/rejected",schemaPath:"#/properties/rejected/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.decision !== undefined && func0.call(data, "decision")){
let data4 = data.decision;
if(typeof data4 !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/decision",schemaPath:"#/properties/decision/type",keyword:"type",params:{type: "string"}});
errors++;
}
if(!(((data4 === "approve") || (data4 === "changes")) || (data4 === "reject"))){
(vErrors ??= []).push({instancePath:instancePath+"/decision",schemaPath:"#/properties/decision/enum",keyword:"enum",params:{allowedValues: schema49.properties.decision.enum}});
errors++;
}
}
if(data.feedback !== undefined && func0.call(data, "feedback")){
if(typeof data.feedback !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/feedback",schemaPath:"#/properties/feedback/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.of !== undefined && func0.call(data, "of")){
let data6 = data.of;
if(typeof data6 === "string"){
if(!pattern24.test(data6)){
(vErrors ??= []).push({instancePath:instancePath+"/of",schemaPath:"#/properties/of/pattern",keyword:"pattern",params:{pattern: "^(sha256:)?[0-9a-f]{8,64}$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/of",schemaPath:"#/properties/of/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.round !== undefined && func0.call(data, "round")){
let data7 = data.round;
if(!(((typeof data7 == "number") && (!(data7 % 1) && !isNaN(data7))) && (isFinite(data7)))){
(vErrors ??= []).push({instancePath:instancePath+"/round",schemaPath:"#/properties/round/type",keyword:"type",params:{type: "integer"}});
errors++;
}
if((typeof data7 == "number") && (isFinite(data7))){
if(data7 < 1 || isNaN(data7)){
(vErrors ??= []).push({instancePath:instancePath+"/round",schemaPath:"#/properties/round/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}});
errors++;
}
}
}
if(data.by !== undefined && func0.call(data, "by")){
let data8 = data.by;
if(typeof data8 === "string"){
if(func48(data8) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/by",schemaPath:"#/properties/by/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/by",schemaPath:"#/properties/by/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}});
errors++;
}
validate51.errors = vErrors;
return errors === 0;
}


function validate50(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="run.schema.json" */;
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.pipeline === undefined) || (!(func0.call(data, "pipeline")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "pipeline"}});
errors++;
}
for(const key0 of Object.keys(data)){
if(!(func0.call(schema48.properties, key0))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.pipeline !== undefined && func0.call(data, "pipeline")){
let data0 = data.pipeline;
if(typeof data0 === "string"){
if(func48(data0) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/pipeline",schemaPath:"#/properties/pipeline/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/pipeline",schemaPath:"#/properties/pipeline/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.inputs !== undefined && func0.call(data, "inputs")){
let data1 = data.inputs;
if(!(data1 && typeof data1 == "object" && !Array.isArray(data1))){
(vErrors ??= []).push({instancePath:instancePath+"/inputs",schemaPath:"#/properties/inputs/type",keyword:"type",params:{type: "object"}});
errors++;
}
}
if(data.labels !== undefined && func0.call(data, "labels")){
let data2 = data.labels;
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
for(const key1 of Object.keys(data2)){
if(typeof data2[key1] !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/labels/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/labels/additionalProperties/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/labels",schemaPath:"#/properties/labels/type",keyword:"type",params:{type: "object"}});
errors++;
}
}
if(data.priority !== undefined && func0.call(data, "priority")){
let data4 = data.priority;
if(!(((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4))) && (isFinite(data4)))){
(vErrors ??= []).push({instancePath:instancePath+"/priority",schemaPath:"#/properties/priority/type",keyword:"type",params:{type: "integer"}});
errors++;
}
if((typeof data4 == "number") && (isFinite(data4))){
if(data4 > 1000000 || isNaN(data4)){
(vErrors ??= []).push({instancePath:instancePath+"/priority",schemaPath:"#/properties/priority/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000000}});
errors++;
}
if(data4 < -1000000 || isNaN(data4)){
(vErrors ??= []).push({instancePath:instancePath+"/priority",schemaPath:"#/properties/priority/minimum",keyword:"minimum",params:{comparison: ">=", limit: -1000000}});
errors++;
}
}
}
if(data.paused !== undefined && func0.call(data, "paused")){
if(typeof data.paused !== "boolean"){
(vErrors ??= []).push({instancePath:instancePath+"/paused",schemaPath:"#/properties/paused/type",keyword:"type",params:{type: "boolean"}});
errors++;
}
}
if(data.cancelled !== undefined && func0.call(data, "cancelled")){
if(typeof data.cancelled !== "boolean"){
(vErrors ??= []).push({instancePath:instancePath+"/cancelled",schemaPath:"#/properties/cancelled/type",keyword:"type",params:{type: "boolean"}});
errors++;
}
}
if(data.approved !== undefined && func0.call(data, "approved")){
if(typeof data.approved !== "boolean"){
(vErrors ??= []).push({instancePath:instancePath+"/approved",schemaPath:"#/properties/approved/type",keyword:"type",params:{type: "boolean"}});
errors++;
}
}
if(data.approvals !== undefined && func0.call(data, "approvals")){
let data8 = data.approvals;
if(data8 && typeof data8 == "object" && !Array.isArray(data8)){
for(const key2 of Object.keys(data8)){
let data9 = data8[key2];
const _errs23 = errors;
let valid3 = false;
const _errs24 = errors;
if(!(validate51(data9, {instancePath:instancePath+"/approvals/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data8,parentDataProperty:key2,rootData}))){
vErrors = vErrors === null ? validate51.errors : vErrors.concat(validate51.errors);
errors = vErrors.length;
}
var _valid0 = _errs24 === errors;
valid3 = valid3 || _valid0;
if(!valid3){
const _errs25 = errors;
if(Array.isArray(data9)){
if(data9.length < 1){
(vErrors ??= []).push({instancePath:instancePath+"/approvals/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/approvals/additionalProperties/anyOf/1/minItems",keyword:"minItems",params:{limit: 1}});
errors++;
}
const len0 = data9.length;
for(let i0=0; i0<len0; i0++){
if(!(validate51(data9[i0], {instancePath:instancePath+"/approvals/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/" + i0,parentData:data9,parentDataProperty:i0,rootData}))){
vErrors = vErrors === null ? validate51.errors : vErrors.concat(validate51.errors);
errors = vErrors.length;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/approvals/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/approvals/additionalProperties/anyOf/1/type",keyword:"type",params:{type: "array"}});
errors++;
}
var _valid0 = _errs25 === errors;
valid3 = valid3 || _valid0;
}
if(!valid3){
(vErrors ??= []).push({instancePath:instancePath+"/approvals/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/approvals/additionalProperties/anyOf",keyword:"anyOf",params:{}});
errors++;
}
else {
errors = _errs23;
if(vErrors !== null){
if(_errs23){
vErrors.length = _errs23;
}
else {
vErrors = null;
}
}
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/approvals",schemaPath:"#/properties/approvals/type",keyword:"type",params:{type: "object"}});
errors++;
}
}
if(data.auto_approve !== undefined && func0.call(data, "auto_approve")){
let data11 = data.auto_approve;
if(Array.isArray(data11)){
const len1 = data11.length;
for(let i1=0; i1<len1; i1++){
let data12 = data11[i1];
if(typeof data12 === "string"){
if(func48(data12) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/auto_approve/" + i1,schemaPath:"#/properties/auto_approve/items/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/auto_approve/" + i1,schemaPath:"#/properties/auto_approve/items/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
let i2 = data11.length;
let j0;
if(i2 > 1){
const indices0 = {};
for(;i2--;){
let item0 = data11[i2];
if(typeof item0 !== "string"){
continue;
}
if(typeof indices0[item0] == "number"){
j0 = indices0[item0];
(vErrors ??= []).push({instancePath:instancePath+"/auto_approve",schemaPath:"#/properties/auto_approve/uniqueItems",keyword:"uniqueItems",params:{i: i2, j: j0}});
errors++;
break;
}
indices0[item0] = i2;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/auto_approve",schemaPath:"#/properties/auto_approve/type",keyword:"type",params:{type: "array"}});
errors++;
}
}
if(data.skip !== undefined && func0.call(data, "skip")){
let data13 = data.skip;
if(Array.isArray(data13)){
const len2 = data13.length;
for(let i3=0; i3<len2; i3++){
let data14 = data13[i3];
if(typeof data14 === "string"){
if(func48(data14) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/skip/" + i3,schemaPath:"#/properties/skip/items/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/skip/" + i3,schemaPath:"#/properties/skip/items/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
let i4 = data13.length;
let j1;
if(i4 > 1){
const indices1 = {};
for(;i4--;){
let item1 = data13[i4];
if(typeof item1 !== "string"){
continue;
}
if(typeof indices1[item1] == "number"){
j1 = indices1[item1];
(vErrors ??= []).push({instancePath:instancePath+"/skip",schemaPath:"#/properties/skip/uniqueItems",keyword:"uniqueItems",params:{i: i4, j: j1}});
errors++;
break;
}
indices1[item1] = i4;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/skip",schemaPath:"#/properties/skip/type",keyword:"type",params:{type: "array"}});
errors++;
}
}
if(data.budget !== undefined && func0.call(data, "budget")){
let data15 = data.budget;
if(data15 && typeof data15 == "object" && !Array.isArray(data15)){
if((data15.usd === undefined) || (!(func0.call(data15, "usd")))){
(vErrors ??= []).push({instancePath:instancePath+"/budget",schemaPath:"#/properties/budget/required",keyword:"required",params:{missingProperty: "usd"}});
errors++;
}
for(const key3 of Object.keys(data15)){
if(!(key3 === "usd")){
(vErrors ??= []).push({instancePath:instancePath+"/budget",schemaPath:"#/properties/budget/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3}});
errors++;
}
}
if(data15.usd !== undefined && func0.call(data15, "usd")){
let data16 = data15.usd;
if((typeof data16 == "number") && (isFinite(data16))){
if(data16 < 0 || isNaN(data16)){
(vErrors ??= []).push({instancePath:instancePath+"/budget/usd",schemaPath:"#/$defs/usd/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/budget/usd",schemaPath:"#/$defs/usd/type",keyword:"type",params:{type: "number"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/budget",schemaPath:"#/properties/budget/type",keyword:"type",params:{type: "object"}});
errors++;
}
}
if(data.rerun !== undefined && func0.call(data, "rerun")){
let data17 = data.rerun;
if((!(((typeof data17 == "number") && (!(data17 % 1) && !isNaN(data17))) && (isFinite(data17)))) && (!(data17 && typeof data17 == "object" && !Array.isArray(data17)))){
(vErrors ??= []).push({instancePath:instancePath+"/rerun",schemaPath:"#/properties/rerun/type",keyword:"type",params:{type: schema48.properties.rerun.type}});
errors++;
}
if((typeof data17 == "number") && (isFinite(data17))){
if(data17 < 1 || isNaN(data17)){
(vErrors ??= []).push({instancePath:instancePath+"/rerun",schemaPath:"#/properties/rerun/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}});
errors++;
}
}
if(data17 && typeof data17 == "object" && !Array.isArray(data17)){
if((data17.n === undefined) || (!(func0.call(data17, "n")))){
(vErrors ??= []).push({instancePath:instancePath+"/rerun",schemaPath:"#/properties/rerun/required",keyword:"required",params:{missingProperty: "n"}});
errors++;
}
for(const key4 of Object.keys(data17)){
if(!((key4 === "n") || (key4 === "from"))){
(vErrors ??= []).push({instancePath:instancePath+"/rerun",schemaPath:"#/properties/rerun/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4}});
errors++;
}
}
if(data17.n !== undefined && func0.call(data17, "n")){
let data18 = data17.n;
if(!(((typeof data18 == "number") && (!(data18 % 1) && !isNaN(data18))) && (isFinite(data18)))){
(vErrors ??= []).push({instancePath:instancePath+"/rerun/n",schemaPath:"#/properties/rerun/properties/n/type",keyword:"type",params:{type: "integer"}});
errors++;
}
if((typeof data18 == "number") && (isFinite(data18))){
if(data18 < 1 || isNaN(data18)){
(vErrors ??= []).push({instancePath:instancePath+"/rerun/n",schemaPath:"#/properties/rerun/properties/n/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}});
errors++;
}
}
}
if(data17.from !== undefined && func0.call(data17, "from")){
let data19 = data17.from;
if((typeof data19 !== "string") && (!(Array.isArray(data19)))){
(vErrors ??= []).push({instancePath:instancePath+"/rerun/from",schemaPath:"#/properties/rerun/properties/from/type",keyword:"type",params:{type: schema48.properties.rerun.properties.from.type}});
errors++;
}
if(typeof data19 === "string"){
if(func48(data19) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/rerun/from",schemaPath:"#/properties/rerun/properties/from/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
if(Array.isArray(data19)){
const len3 = data19.length;
for(let i5=0; i5<len3; i5++){
let data20 = data19[i5];
if(typeof data20 === "string"){
if(func48(data20) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/rerun/from/" + i5,schemaPath:"#/properties/rerun/properties/from/items/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/rerun/from/" + i5,schemaPath:"#/properties/rerun/properties/from/items/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
}
}
}
}
if(data.fork !== undefined && func0.call(data, "fork")){
let data21 = data.fork;
if(data21 && typeof data21 == "object" && !Array.isArray(data21)){
if((data21.run === undefined) || (!(func0.call(data21, "run")))){
(vErrors ??= []).push({instancePath:instancePath+"/fork",schemaPath:"#/properties/fork/required",keyword:"required",params:{missingProperty: "run"}});
errors++;
}
if((data21.from === undefined) || (!(func0.call(data21, "from")))){
(vErrors ??= []).push({instancePath:instancePath+"/fork",schemaPath:"#/properties/fork/required",keyword:"required",params:{missingProperty: "from"}});
errors++;
}
for(const key5 of Object.keys(data21)){
if(!((key5 === "run") || (key5 === "from"))){
(vErrors ??= []).push({instancePath:instancePath+"/fork",schemaPath:"#/properties/fork/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5}});
errors++;
}
}
if(data21.run !== undefined && func0.call(data21, "run")){
let data22 = data21.run;
if(typeof data22 === "string"){
if(func48(data22) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/fork/run",schemaPath:"#/properties/fork/properties/run/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/fork/run",schemaPath:"#/properties/fork/properties/run/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data21.from !== undefined && func0.call(data21, "from")){
let data23 = data21.from;
if(typeof data23 === "string"){
if(func48(data23) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/fork/from",schemaPath:"#/properties/fork/properties/from/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/fork/from",schemaPath:"#/properties/fork/properties/from/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/fork",schemaPath:"#/properties/fork/type",keyword:"type",params:{type: "object"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}});
errors++;
}
validate50.errors = vErrors;
return errors === 0;
}

export const validateConfig = validate54;
const schema51 = {"$id":"config.schema.json","type":"object","additionalProperties":false,"properties":{"$schema":{"type":"string"},"concurrency":{"type":"integer","minimum":1,"maximum":10000},"pools":{"type":"object","propertyNames":{"pattern":"^[A-Za-z][A-Za-z0-9_-]{0,63}$"},"additionalProperties":{"type":"integer","minimum":1,"maximum":10000}},"vars":{"type":"object","propertyNames":{"pattern":"^[A-Za-z_][A-Za-z0-9_]{0,63}$"}},"secrets":{"type":"object","propertyNames":{"pattern":"^[A-Za-z_][A-Za-z0-9_]{0,63}$"},"additionalProperties":{"$ref":"#/$defs/secret"}},"env":{"type":"array","uniqueItems":true,"items":{"type":"string","pattern":"^[A-Za-z_][A-Za-z0-9_]*$"}},"http":{"type":"object","additionalProperties":false,"properties":{"allow_hosts":{"type":"array","uniqueItems":true,"items":{"type":"string","minLength":1}},"allow_private":{"type":"array","uniqueItems":true,"items":{"type":"string","minLength":1}}}},"approvers":{"type":"array","minItems":1,"uniqueItems":true,"items":{"type":"string","minLength":1}},"gates":{"type":"string","enum":["keep","relax"]},"notify":{"type":"array","items":{"$ref":"#/$defs/hook"}},"grace":{"$ref":"#/$defs/duration"},"watch":{"$ref":"#/$defs/watch"},"git":{"$ref":"#/$defs/git"},"artifacts":{"$ref":"#/$defs/artifacts"}},"$defs":{"hook":{"type":"object","additionalProperties":false,"required":["on"],"properties":{"on":{"type":"array","minItems":1,"uniqueItems":true,"items":{"type":"string","enum":["question","reminder","ended"]}},"command":{"type":"array","minItems":1,"items":{"type":"string","minLength":1}},"webhook":{"type":"string","pattern":"^https?://[^@\\s]+$"},"secret":{"type":"string","minLength":1}},"if":{"not":{"required":["webhook"]}},"then":{"required":["command"],"properties":{"secret":false}},"dependentSchemas":{"webhook":{"properties":{"command":false}}}},"duration":{"type":"string","pattern":"^(?=[0-9])(?:[0-9]+d)?(?:[0-9]+h)?(?:[0-9]+m)?(?:[0-9]+s)?(?:[0-9]+ms)?$"},"secret":{"type":"object","additionalProperties":false,"required":["env"],"properties":{"env":{"type":"string","pattern":"^[A-Za-z_][A-Za-z0-9_]*$"}}},"watch":{"type":"object","additionalProperties":false,"properties":{"runs":{"type":"integer","minimum":1,"maximum":1000}}},"git":{"type":"object","additionalProperties":false,"properties":{"remote":{"type":"string","pattern":"^[A-Za-z0-9][A-Za-z0-9._-]*$"},"branch":{"type":"string","pattern":"^[A-Za-z0-9][A-Za-z0-9._/-]*$"},"interval":{"$ref":"#/$defs/duration"},"commit":{"type":"string","enum":["gate","stage","end"]},"single_daemon":{"type":"boolean"},"name":{"type":"string","minLength":1,"maxLength":100},"email":{"type":"string","minLength":3,"maxLength":200}}},"artifacts":{"type":"object","additionalProperties":false,"properties":{"in_git":{"type":"string","enum":["small","all","none"]},"max_bytes":{"type":"integer","minimum":0}}}}};
const pattern25 = new RegExp("^[A-Za-z][A-Za-z0-9_-]{0,63}$", "u");

function validate55(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.env === undefined) || (!(func0.call(data, "env")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "env"}});
errors++;
}
for(const key0 of Object.keys(data)){
if(!(key0 === "env")){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.env !== undefined && func0.call(data, "env")){
let data0 = data.env;
if(typeof data0 === "string"){
if(!pattern7.test(data0)){
(vErrors ??= []).push({instancePath:instancePath+"/env",schemaPath:"#/properties/env/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_]*$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/env",schemaPath:"#/properties/env/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}});
errors++;
}
validate55.errors = vErrors;
return errors === 0;
}

const schema53 = {"type":"object","additionalProperties":false,"required":["on"],"properties":{"on":{"type":"array","minItems":1,"uniqueItems":true,"items":{"type":"string","enum":["question","reminder","ended"]}},"command":{"type":"array","minItems":1,"items":{"type":"string","minLength":1}},"webhook":{"type":"string","pattern":"^https?://[^@\\s]+$"},"secret":{"type":"string","minLength":1}},"if":{"not":{"required":["webhook"]}},"then":{"required":["command"],"properties":{"secret":false}},"dependentSchemas":{"webhook":{"properties":{"command":false}}}};
const pattern30 = new RegExp("^https?://[^@\\s]+$", "u");

function validate57(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
const _errs1 = errors;
let valid0 = true;
const _errs2 = errors;
const _errs3 = errors;
const _errs4 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if(((data.webhook === undefined) || (!(func0.call(data, "webhook")))) && (missing0 = "webhook")){
(vErrors ??= []).push({});
errors++;
}
}
var valid1 = _errs4 === errors;
if(valid1){
(vErrors ??= []).push({});
errors++;
}
else {
errors = _errs3;
if(vErrors !== null){
if(_errs3){
vErrors.length = _errs3;
}
else {
vErrors = null;
}
}
}
var _valid0 = _errs2 === errors;
errors = _errs1;
if(vErrors !== null){
if(_errs1){
vErrors.length = _errs1;
}
else {
vErrors = null;
}
}
if(_valid0){
const _errs5 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.command === undefined) || (!(func0.call(data, "command")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/then/required",keyword:"required",params:{missingProperty: "command"}});
errors++;
}
if(data.secret !== undefined && func0.call(data, "secret")){
(vErrors ??= []).push({instancePath:instancePath+"/secret",schemaPath:"#/then/properties/secret/false schema",keyword:"false schema",params:{}});
errors++;
}
}
var _valid0 = _errs5 === errors;
valid0 = _valid0;
}
if(!valid0){
(vErrors ??= []).push({instancePath,schemaPath:"#/if",keyword:"if",params:{failingKeyword: "then"}});
errors++;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.on === undefined) || (!(func0.call(data, "on")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "on"}});
errors++;
}
for(const key0 of Object.keys(data)){
if(!((((key0 === "on") || (key0 === "command")) || (key0 === "webhook")) || (key0 === "secret"))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.on !== undefined && func0.call(data, "on")){
let data1 = data.on;
if(Array.isArray(data1)){
if(data1.length < 1){
(vErrors ??= []).push({instancePath:instancePath+"/on",schemaPath:"#/properties/on/minItems",keyword:"minItems",params:{limit: 1}});
errors++;
}
const len0 = data1.length;
for(let i0=0; i0<len0; i0++){
let data2 = data1[i0];
if(typeof data2 !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/on/" + i0,schemaPath:"#/properties/on/items/type",keyword:"type",params:{type: "string"}});
errors++;
}
if(!(((data2 === "question") || (data2 === "reminder")) || (data2 === "ended"))){
(vErrors ??= []).push({instancePath:instancePath+"/on/" + i0,schemaPath:"#/properties/on/items/enum",keyword:"enum",params:{allowedValues: schema53.properties.on.items.enum}});
errors++;
}
}
let i1 = data1.length;
let j0;
if(i1 > 1){
const indices0 = {};
for(;i1--;){
let item0 = data1[i1];
if(typeof item0 !== "string"){
continue;
}
if(typeof indices0[item0] == "number"){
j0 = indices0[item0];
(vErrors ??= []).push({instancePath:instancePath+"/on",schemaPath:"#/properties/on/uniqueItems",keyword:"uniqueItems",params:{i: i1, j: j0}});
errors++;
break;
}
indices0[item0] = i1;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/on",schemaPath:"#/properties/on/type",keyword:"type",params:{type: "array"}});
errors++;
}
}
if(data.command !== undefined && func0.call(data, "command")){
let data3 = data.command;
if(Array.isArray(data3)){
if(data3.length < 1){
(vErrors ??= []).push({instancePath:instancePath+"/command",schemaPath:"#/properties/command/minItems",keyword:"minItems",params:{limit: 1}});
errors++;
}
const len1 = data3.length;
for(let i2=0; i2<len1; i2++){
let data4 = data3[i2];
if(typeof data4 === "string"){
if(func48(data4) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/command/" + i2,schemaPath:"#/properties/command/items/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/command/" + i2,schemaPath:"#/properties/command/items/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/command",schemaPath:"#/properties/command/type",keyword:"type",params:{type: "array"}});
errors++;
}
}
if(data.webhook !== undefined && func0.call(data, "webhook")){
let data5 = data.webhook;
if(typeof data5 === "string"){
if(!pattern30.test(data5)){
(vErrors ??= []).push({instancePath:instancePath+"/webhook",schemaPath:"#/properties/webhook/pattern",keyword:"pattern",params:{pattern: "^https?://[^@\\s]+$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/webhook",schemaPath:"#/properties/webhook/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.secret !== undefined && func0.call(data, "secret")){
let data6 = data.secret;
if(typeof data6 === "string"){
if(func48(data6) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/secret",schemaPath:"#/properties/secret/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/secret",schemaPath:"#/properties/secret/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.webhook !== undefined && func0.call(data, "webhook")){
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.command !== undefined && func0.call(data, "command")){
(vErrors ??= []).push({instancePath:instancePath+"/command",schemaPath:"#/dependentSchemas/webhook/properties/command/false schema",keyword:"false schema",params:{}});
errors++;
}
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}});
errors++;
}
validate57.errors = vErrors;
return errors === 0;
}


function validate59(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 of Object.keys(data)){
if(!(key0 === "runs")){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.runs !== undefined && func0.call(data, "runs")){
let data0 = data.runs;
if(!(((typeof data0 == "number") && (!(data0 % 1) && !isNaN(data0))) && (isFinite(data0)))){
(vErrors ??= []).push({instancePath:instancePath+"/runs",schemaPath:"#/properties/runs/type",keyword:"type",params:{type: "integer"}});
errors++;
}
if((typeof data0 == "number") && (isFinite(data0))){
if(data0 > 1000 || isNaN(data0)){
(vErrors ??= []).push({instancePath:instancePath+"/runs",schemaPath:"#/properties/runs/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000}});
errors++;
}
if(data0 < 1 || isNaN(data0)){
(vErrors ??= []).push({instancePath:instancePath+"/runs",schemaPath:"#/properties/runs/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}});
errors++;
}
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}});
errors++;
}
validate59.errors = vErrors;
return errors === 0;
}

const schema56 = {"type":"object","additionalProperties":false,"properties":{"remote":{"type":"string","pattern":"^[A-Za-z0-9][A-Za-z0-9._-]*$"},"branch":{"type":"string","pattern":"^[A-Za-z0-9][A-Za-z0-9._/-]*$"},"interval":{"$ref":"#/$defs/duration"},"commit":{"type":"string","enum":["gate","stage","end"]},"single_daemon":{"type":"boolean"},"name":{"type":"string","minLength":1,"maxLength":100},"email":{"type":"string","minLength":3,"maxLength":200}}};
const pattern32 = new RegExp("^[A-Za-z0-9][A-Za-z0-9._-]*$", "u");
const pattern33 = new RegExp("^[A-Za-z0-9][A-Za-z0-9._/-]*$", "u");

function validate61(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 of Object.keys(data)){
if(!(((((((key0 === "remote") || (key0 === "branch")) || (key0 === "interval")) || (key0 === "commit")) || (key0 === "single_daemon")) || (key0 === "name")) || (key0 === "email"))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.remote !== undefined && func0.call(data, "remote")){
let data0 = data.remote;
if(typeof data0 === "string"){
if(!pattern32.test(data0)){
(vErrors ??= []).push({instancePath:instancePath+"/remote",schemaPath:"#/properties/remote/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9][A-Za-z0-9._-]*$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/remote",schemaPath:"#/properties/remote/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.branch !== undefined && func0.call(data, "branch")){
let data1 = data.branch;
if(typeof data1 === "string"){
if(!pattern33.test(data1)){
(vErrors ??= []).push({instancePath:instancePath+"/branch",schemaPath:"#/properties/branch/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9][A-Za-z0-9._/-]*$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/branch",schemaPath:"#/properties/branch/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.interval !== undefined && func0.call(data, "interval")){
let data2 = data.interval;
if(typeof data2 === "string"){
if(!pattern1.test(data2)){
(vErrors ??= []).push({instancePath:instancePath+"/interval",schemaPath:"#/$defs/duration/pattern",keyword:"pattern",params:{pattern: "^(?=[0-9])(?:[0-9]+d)?(?:[0-9]+h)?(?:[0-9]+m)?(?:[0-9]+s)?(?:[0-9]+ms)?$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/interval",schemaPath:"#/$defs/duration/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.commit !== undefined && func0.call(data, "commit")){
let data3 = data.commit;
if(typeof data3 !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/commit",schemaPath:"#/properties/commit/type",keyword:"type",params:{type: "string"}});
errors++;
}
if(!(((data3 === "gate") || (data3 === "stage")) || (data3 === "end"))){
(vErrors ??= []).push({instancePath:instancePath+"/commit",schemaPath:"#/properties/commit/enum",keyword:"enum",params:{allowedValues: schema56.properties.commit.enum}});
errors++;
}
}
if(data.single_daemon !== undefined && func0.call(data, "single_daemon")){
if(typeof data.single_daemon !== "boolean"){
(vErrors ??= []).push({instancePath:instancePath+"/single_daemon",schemaPath:"#/properties/single_daemon/type",keyword:"type",params:{type: "boolean"}});
errors++;
}
}
if(data.name !== undefined && func0.call(data, "name")){
let data5 = data.name;
if(typeof data5 === "string"){
if(func48(data5) > 100){
(vErrors ??= []).push({instancePath:instancePath+"/name",schemaPath:"#/properties/name/maxLength",keyword:"maxLength",params:{limit: 100}});
errors++;
}
if(func48(data5) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/name",schemaPath:"#/properties/name/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/name",schemaPath:"#/properties/name/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.email !== undefined && func0.call(data, "email")){
let data6 = data.email;
if(typeof data6 === "string"){
if(func48(data6) > 200){
(vErrors ??= []).push({instancePath:instancePath+"/email",schemaPath:"#/properties/email/maxLength",keyword:"maxLength",params:{limit: 200}});
errors++;
}
if(func48(data6) < 3){
(vErrors ??= []).push({instancePath:instancePath+"/email",schemaPath:"#/properties/email/minLength",keyword:"minLength",params:{limit: 3}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/email",schemaPath:"#/properties/email/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}});
errors++;
}
validate61.errors = vErrors;
return errors === 0;
}

const schema58 = {"type":"object","additionalProperties":false,"properties":{"in_git":{"type":"string","enum":["small","all","none"]},"max_bytes":{"type":"integer","minimum":0}}};

function validate63(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 of Object.keys(data)){
if(!((key0 === "in_git") || (key0 === "max_bytes"))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.in_git !== undefined && func0.call(data, "in_git")){
let data0 = data.in_git;
if(typeof data0 !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/in_git",schemaPath:"#/properties/in_git/type",keyword:"type",params:{type: "string"}});
errors++;
}
if(!(((data0 === "small") || (data0 === "all")) || (data0 === "none"))){
(vErrors ??= []).push({instancePath:instancePath+"/in_git",schemaPath:"#/properties/in_git/enum",keyword:"enum",params:{allowedValues: schema58.properties.in_git.enum}});
errors++;
}
}
if(data.max_bytes !== undefined && func0.call(data, "max_bytes")){
let data1 = data.max_bytes;
if(!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))){
(vErrors ??= []).push({instancePath:instancePath+"/max_bytes",schemaPath:"#/properties/max_bytes/type",keyword:"type",params:{type: "integer"}});
errors++;
}
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 < 0 || isNaN(data1)){
(vErrors ??= []).push({instancePath:instancePath+"/max_bytes",schemaPath:"#/properties/max_bytes/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}});
errors++;
}
validate63.errors = vErrors;
return errors === 0;
}


function validate54(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="config.schema.json" */;
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 of Object.keys(data)){
if(!(func0.call(schema51.properties, key0))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.$schema !== undefined && func0.call(data, "$schema")){
if(typeof data.$schema !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/$schema",schemaPath:"#/properties/%24schema/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.concurrency !== undefined && func0.call(data, "concurrency")){
let data1 = data.concurrency;
if(!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))){
(vErrors ??= []).push({instancePath:instancePath+"/concurrency",schemaPath:"#/properties/concurrency/type",keyword:"type",params:{type: "integer"}});
errors++;
}
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 > 10000 || isNaN(data1)){
(vErrors ??= []).push({instancePath:instancePath+"/concurrency",schemaPath:"#/properties/concurrency/maximum",keyword:"maximum",params:{comparison: "<=", limit: 10000}});
errors++;
}
if(data1 < 1 || isNaN(data1)){
(vErrors ??= []).push({instancePath:instancePath+"/concurrency",schemaPath:"#/properties/concurrency/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}});
errors++;
}
}
}
if(data.pools !== undefined && func0.call(data, "pools")){
let data2 = data.pools;
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
for(const key1 of Object.keys(data2)){
const _errs8 = errors;
if(typeof key1 === "string"){
if(!pattern25.test(key1)){
(vErrors ??= []).push({instancePath:instancePath+"/pools",schemaPath:"#/properties/pools/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z][A-Za-z0-9_-]{0,63}$"},propertyName:key1});
errors++;
}
}
var valid1 = _errs8 === errors;
if(!valid1){
(vErrors ??= []).push({instancePath:instancePath+"/pools",schemaPath:"#/properties/pools/propertyNames",keyword:"propertyNames",params:{propertyName: key1}});
errors++;
}
}
for(const key2 of Object.keys(data2)){
let data3 = data2[key2];
if(!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))){
(vErrors ??= []).push({instancePath:instancePath+"/pools/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/pools/additionalProperties/type",keyword:"type",params:{type: "integer"}});
errors++;
}
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 > 10000 || isNaN(data3)){
(vErrors ??= []).push({instancePath:instancePath+"/pools/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/pools/additionalProperties/maximum",keyword:"maximum",params:{comparison: "<=", limit: 10000}});
errors++;
}
if(data3 < 1 || isNaN(data3)){
(vErrors ??= []).push({instancePath:instancePath+"/pools/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/pools/additionalProperties/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}});
errors++;
}
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/pools",schemaPath:"#/properties/pools/type",keyword:"type",params:{type: "object"}});
errors++;
}
}
if(data.vars !== undefined && func0.call(data, "vars")){
let data4 = data.vars;
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
for(const key3 of Object.keys(data4)){
const _errs14 = errors;
if(typeof key3 === "string"){
if(!pattern0.test(key3)){
(vErrors ??= []).push({instancePath:instancePath+"/vars",schemaPath:"#/properties/vars/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_]{0,63}$"},propertyName:key3});
errors++;
}
}
var valid3 = _errs14 === errors;
if(!valid3){
(vErrors ??= []).push({instancePath:instancePath+"/vars",schemaPath:"#/properties/vars/propertyNames",keyword:"propertyNames",params:{propertyName: key3}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/vars",schemaPath:"#/properties/vars/type",keyword:"type",params:{type: "object"}});
errors++;
}
}
if(data.secrets !== undefined && func0.call(data, "secrets")){
let data5 = data.secrets;
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
for(const key4 of Object.keys(data5)){
const _errs17 = errors;
if(typeof key4 === "string"){
if(!pattern0.test(key4)){
(vErrors ??= []).push({instancePath:instancePath+"/secrets",schemaPath:"#/properties/secrets/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_]{0,63}$"},propertyName:key4});
errors++;
}
}
var valid4 = _errs17 === errors;
if(!valid4){
(vErrors ??= []).push({instancePath:instancePath+"/secrets",schemaPath:"#/properties/secrets/propertyNames",keyword:"propertyNames",params:{propertyName: key4}});
errors++;
}
}
for(const key5 of Object.keys(data5)){
if(!(validate55(data5[key5], {instancePath:instancePath+"/secrets/" + key5.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data5,parentDataProperty:key5,rootData}))){
vErrors = vErrors === null ? validate55.errors : vErrors.concat(validate55.errors);
errors = vErrors.length;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/secrets",schemaPath:"#/properties/secrets/type",keyword:"type",params:{type: "object"}});
errors++;
}
}
if(data.env !== undefined && func0.call(data, "env")){
let data7 = data.env;
if(Array.isArray(data7)){
const len0 = data7.length;
for(let i0=0; i0<len0; i0++){
let data8 = data7[i0];
if(typeof data8 === "string"){
if(!pattern7.test(data8)){
(vErrors ??= []).push({instancePath:instancePath+"/env/" + i0,schemaPath:"#/properties/env/items/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_]*$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/env/" + i0,schemaPath:"#/properties/env/items/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
let i1 = data7.length;
let j0;
if(i1 > 1){
const indices0 = {};
for(;i1--;){
let item0 = data7[i1];
if(typeof item0 !== "string"){
continue;
}
if(typeof indices0[item0] == "number"){
j0 = indices0[item0];
(vErrors ??= []).push({instancePath:instancePath+"/env",schemaPath:"#/properties/env/uniqueItems",keyword:"uniqueItems",params:{i: i1, j: j0}});
errors++;
break;
}
indices0[item0] = i1;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/env",schemaPath:"#/properties/env/type",keyword:"type",params:{type: "array"}});
errors++;
}
}
if(data.http !== undefined && func0.call(data, "http")){
let data9 = data.http;
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
for(const key6 of Object.keys(data9)){
if(!((key6 === "allow_hosts") || (key6 === "allow_private"))){
(vErrors ??= []).push({instancePath:instancePath+"/http",schemaPath:"#/properties/http/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key6}});
errors++;
}
}
if(data9.allow_hosts !== undefined && func0.call(data9, "allow_hosts")){
let data10 = data9.allow_hosts;
if(Array.isArray(data10)){
const len1 = data10.length;
for(let i2=0; i2<len1; i2++){
let data11 = data10[i2];
if(typeof data11 === "string"){
if(func48(data11) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/http/allow_hosts/" + i2,schemaPath:"#/properties/http/properties/allow_hosts/items/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/http/allow_hosts/" + i2,schemaPath:"#/properties/http/properties/allow_hosts/items/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
let i3 = data10.length;
let j1;
if(i3 > 1){
const indices1 = {};
for(;i3--;){
let item1 = data10[i3];
if(typeof item1 !== "string"){
continue;
}
if(typeof indices1[item1] == "number"){
j1 = indices1[item1];
(vErrors ??= []).push({instancePath:instancePath+"/http/allow_hosts",schemaPath:"#/properties/http/properties/allow_hosts/uniqueItems",keyword:"uniqueItems",params:{i: i3, j: j1}});
errors++;
break;
}
indices1[item1] = i3;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/http/allow_hosts",schemaPath:"#/properties/http/properties/allow_hosts/type",keyword:"type",params:{type: "array"}});
errors++;
}
}
if(data9.allow_private !== undefined && func0.call(data9, "allow_private")){
let data12 = data9.allow_private;
if(Array.isArray(data12)){
const len2 = data12.length;
for(let i4=0; i4<len2; i4++){
let data13 = data12[i4];
if(typeof data13 === "string"){
if(func48(data13) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/http/allow_private/" + i4,schemaPath:"#/properties/http/properties/allow_private/items/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/http/allow_private/" + i4,schemaPath:"#/properties/http/properties/allow_private/items/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
let i5 = data12.length;
let j2;
if(i5 > 1){
const indices2 = {};
for(;i5--;){
let item2 = data12[i5];
if(typeof item2 !== "string"){
continue;
}
if(typeof indices2[item2] == "number"){
j2 = indices2[item2];
(vErrors ??= []).push({instancePath:instancePath+"/http/allow_private",schemaPath:"#/properties/http/properties/allow_private/uniqueItems",keyword:"uniqueItems",params:{i: i5, j: j2}});
errors++;
break;
}
indices2[item2] = i5;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/http/allow_private",schemaPath:"#/properties/http/properties/allow_private/type",keyword:"type",params:{type: "array"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/http",schemaPath:"#/properties/http/type",keyword:"type",params:{type: "object"}});
errors++;
}
}
if(data.approvers !== undefined && func0.call(data, "approvers")){
let data14 = data.approvers;
if(Array.isArray(data14)){
if(data14.length < 1){
(vErrors ??= []).push({instancePath:instancePath+"/approvers",schemaPath:"#/properties/approvers/minItems",keyword:"minItems",params:{limit: 1}});
errors++;
}
const len3 = data14.length;
for(let i6=0; i6<len3; i6++){
let data15 = data14[i6];
if(typeof data15 === "string"){
if(func48(data15) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/approvers/" + i6,schemaPath:"#/properties/approvers/items/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/approvers/" + i6,schemaPath:"#/properties/approvers/items/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
let i7 = data14.length;
let j3;
if(i7 > 1){
const indices3 = {};
for(;i7--;){
let item3 = data14[i7];
if(typeof item3 !== "string"){
continue;
}
if(typeof indices3[item3] == "number"){
j3 = indices3[item3];
(vErrors ??= []).push({instancePath:instancePath+"/approvers",schemaPath:"#/properties/approvers/uniqueItems",keyword:"uniqueItems",params:{i: i7, j: j3}});
errors++;
break;
}
indices3[item3] = i7;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/approvers",schemaPath:"#/properties/approvers/type",keyword:"type",params:{type: "array"}});
errors++;
}
}
if(data.gates !== undefined && func0.call(data, "gates")){
let data16 = data.gates;
if(typeof data16 !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/gates",schemaPath:"#/properties/gates/type",keyword:"type",params:{type: "string"}});
errors++;
}
if(!((data16 === "keep") || (data16 === "relax"))){
(vErrors ??= []).push({instancePath:instancePath+"/gates",schemaPath:"#/properties/gates/enum",keyword:"enum",params:{allowedValues: schema51.properties.gates.enum}});
errors++;
}
}
if(data.notify !== undefined && func0.call(data, "notify")){
let data17 = data.notify;
if(Array.isArray(data17)){
const len4 = data17.length;
for(let i8=0; i8<len4; i8++){
if(!(validate57(data17[i8], {instancePath:instancePath+"/notify/" + i8,parentData:data17,parentDataProperty:i8,rootData}))){
vErrors = vErrors === null ? validate57.errors : vErrors.concat(validate57.errors);
errors = vErrors.length;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/notify",schemaPath:"#/properties/notify/type",keyword:"type",params:{type: "array"}});
errors++;
}
}
if(data.grace !== undefined && func0.call(data, "grace")){
let data19 = data.grace;
if(typeof data19 === "string"){
if(!pattern1.test(data19)){
(vErrors ??= []).push({instancePath:instancePath+"/grace",schemaPath:"#/$defs/duration/pattern",keyword:"pattern",params:{pattern: "^(?=[0-9])(?:[0-9]+d)?(?:[0-9]+h)?(?:[0-9]+m)?(?:[0-9]+s)?(?:[0-9]+ms)?$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/grace",schemaPath:"#/$defs/duration/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.watch !== undefined && func0.call(data, "watch")){
if(!(validate59(data.watch, {instancePath:instancePath+"/watch",parentData:data,parentDataProperty:"watch",rootData}))){
vErrors = vErrors === null ? validate59.errors : vErrors.concat(validate59.errors);
errors = vErrors.length;
}
}
if(data.git !== undefined && func0.call(data, "git")){
if(!(validate61(data.git, {instancePath:instancePath+"/git",parentData:data,parentDataProperty:"git",rootData}))){
vErrors = vErrors === null ? validate61.errors : vErrors.concat(validate61.errors);
errors = vErrors.length;
}
}
if(data.artifacts !== undefined && func0.call(data, "artifacts")){
if(!(validate63(data.artifacts, {instancePath:instancePath+"/artifacts",parentData:data,parentDataProperty:"artifacts",rootData}))){
vErrors = vErrors === null ? validate63.errors : vErrors.concat(validate63.errors);
errors = vErrors.length;
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}});
errors++;
}
validate54.errors = vErrors;
return errors === 0;
}
