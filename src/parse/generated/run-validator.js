// Generated from schemas/*.schema.json by `npm run generate`. Do not edit.
export const validateRun = validate13;
const func0 = Object.prototype.hasOwnProperty;
const func48 = (text) => { let length = 0; for (const _ of text) length++; return length; };
const pattern0 = new RegExp("^(sha256:)?[0-9a-f]{8,64}$", "u");

function validate14(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 of Object.keys(data)){
if(!(func0.call(names0, key0))){
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
(vErrors ??= []).push({instancePath:instancePath+"/changes",schemaPath:"#/properties/changes/type",keyword:"type",params:{type: ["string","object"]}});
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
(vErrors ??= []).push({instancePath:instancePath+"/decision",schemaPath:"#/properties/decision/enum",keyword:"enum",params:{allowedValues: ["approve","changes","reject"]}});
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
if(!pattern0.test(data6)){
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
validate14.errors = vErrors;
return errors === 0;
}

const pattern1 = new RegExp("^[a-z][a-z0-9_/]*$", "u");
const pattern2 = new RegExp("^[A-Za-z][A-Za-z0-9_-]{0,63}$", "u");
const pattern4 = new RegExp("^(?!(?:.*/)?\\.{0,2}(?:/|$))(?!(?:runs|\\.git|\\.pipeline-runner)(?:/|$))[^\\\\:\\u0000-\\u001f]+$", "u");

function validate13(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="run.schema.json" */;
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.pipeline === undefined) || (!(func0.call(data, "pipeline")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "pipeline"}});
errors++;
}
for(const key0 of Object.keys(data)){
if(!(func0.call(names1, key0))){
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
if(!(validate14(data9, {instancePath:instancePath+"/approvals/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data8,parentDataProperty:key2,rootData}))){
vErrors = vErrors === null ? validate14.errors : vErrors.concat(validate14.errors);
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
if(!(validate14(data9[i0], {instancePath:instancePath+"/approvals/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/" + i0,parentData:data9,parentDataProperty:i0,rootData}))){
vErrors = vErrors === null ? validate14.errors : vErrors.concat(validate14.errors);
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
if(Object.keys(data15).length < 1){
(vErrors ??= []).push({instancePath:instancePath+"/budget",schemaPath:"#/properties/budget/minProperties",keyword:"minProperties",params:{limit: 1}});
errors++;
}
for(const key3 of Object.keys(data15)){
if(!((((key3 === "usd") || (key3 === "stages")) || (key3 === "max_cost")) || (key3 === "unknown_cost"))){
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
if(data15.stages !== undefined && func0.call(data15, "stages")){
let data17 = data15.stages;
if(data17 && typeof data17 == "object" && !Array.isArray(data17)){
for(const key4 of Object.keys(data17)){
const _errs44 = errors;
if(typeof key4 === "string"){
if(!pattern1.test(key4)){
(vErrors ??= []).push({instancePath:instancePath+"/budget/stages",schemaPath:"#/properties/budget/properties/stages/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[a-z][a-z0-9_/]*$"},propertyName:key4});
errors++;
}
}
var valid14 = _errs44 === errors;
if(!valid14){
(vErrors ??= []).push({instancePath:instancePath+"/budget/stages",schemaPath:"#/properties/budget/properties/stages/propertyNames",keyword:"propertyNames",params:{propertyName: key4}});
errors++;
}
}
for(const key5 of Object.keys(data17)){
let data18 = data17[key5];
if((typeof data18 == "number") && (isFinite(data18))){
if(data18 < 0 || isNaN(data18)){
(vErrors ??= []).push({instancePath:instancePath+"/budget/stages/" + key5.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/usd/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/budget/stages/" + key5.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/usd/type",keyword:"type",params:{type: "number"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/budget/stages",schemaPath:"#/properties/budget/properties/stages/type",keyword:"type",params:{type: "object"}});
errors++;
}
}
if(data15.max_cost !== undefined && func0.call(data15, "max_cost")){
let data19 = data15.max_cost;
if((typeof data19 == "number") && (isFinite(data19))){
if(data19 < 0 || isNaN(data19)){
(vErrors ??= []).push({instancePath:instancePath+"/budget/max_cost",schemaPath:"#/$defs/usd/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/budget/max_cost",schemaPath:"#/$defs/usd/type",keyword:"type",params:{type: "number"}});
errors++;
}
}
if(data15.unknown_cost !== undefined && func0.call(data15, "unknown_cost")){
let data20 = data15.unknown_cost;
if(typeof data20 !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/budget/unknown_cost",schemaPath:"#/properties/budget/properties/unknown_cost/type",keyword:"type",params:{type: "string"}});
errors++;
}
if(!((data20 === "block") || (data20 === "warn"))){
(vErrors ??= []).push({instancePath:instancePath+"/budget/unknown_cost",schemaPath:"#/properties/budget/properties/unknown_cost/enum",keyword:"enum",params:{allowedValues: ["block","warn"]}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/budget",schemaPath:"#/properties/budget/type",keyword:"type",params:{type: "object"}});
errors++;
}
}
if(data.providers !== undefined && func0.call(data, "providers")){
let data21 = data.providers;
if(data21 && typeof data21 == "object" && !Array.isArray(data21)){
for(const key6 of Object.keys(data21)){
const _errs56 = errors;
if(typeof key6 === "string"){
if(!pattern2.test(key6)){
(vErrors ??= []).push({instancePath:instancePath+"/providers",schemaPath:"#/properties/providers/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z][A-Za-z0-9_-]{0,63}$"},propertyName:key6});
errors++;
}
}
var valid18 = _errs56 === errors;
if(!valid18){
(vErrors ??= []).push({instancePath:instancePath+"/providers",schemaPath:"#/properties/providers/propertyNames",keyword:"propertyNames",params:{propertyName: key6}});
errors++;
}
}
for(const key7 of Object.keys(data21)){
let data22 = data21[key7];
if(typeof data22 === "string"){
if(!pattern2.test(data22)){
(vErrors ??= []).push({instancePath:instancePath+"/providers/" + key7.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/providers/additionalProperties/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z][A-Za-z0-9_-]{0,63}$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/providers/" + key7.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/providers/additionalProperties/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/providers",schemaPath:"#/properties/providers/type",keyword:"type",params:{type: "object"}});
errors++;
}
}
if(data.replay !== undefined && func0.call(data, "replay")){
let data23 = data.replay;
if(typeof data23 === "string"){
if(func48(data23) > 200){
(vErrors ??= []).push({instancePath:instancePath+"/replay",schemaPath:"#/properties/replay/maxLength",keyword:"maxLength",params:{limit: 200}});
errors++;
}
if(!pattern4.test(data23)){
(vErrors ??= []).push({instancePath:instancePath+"/replay",schemaPath:"#/properties/replay/pattern",keyword:"pattern",params:{pattern: "^(?!(?:.*/)?\\.{0,2}(?:/|$))(?!(?:runs|\\.git|\\.pipeline-runner)(?:/|$))[^\\\\:\\u0000-\\u001f]+$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/replay",schemaPath:"#/properties/replay/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.rerun !== undefined && func0.call(data, "rerun")){
let data24 = data.rerun;
if((!(((typeof data24 == "number") && (!(data24 % 1) && !isNaN(data24))) && (isFinite(data24)))) && (!(data24 && typeof data24 == "object" && !Array.isArray(data24)))){
(vErrors ??= []).push({instancePath:instancePath+"/rerun",schemaPath:"#/properties/rerun/type",keyword:"type",params:{type: ["integer","object"]}});
errors++;
}
if((typeof data24 == "number") && (isFinite(data24))){
if(data24 < 1 || isNaN(data24)){
(vErrors ??= []).push({instancePath:instancePath+"/rerun",schemaPath:"#/properties/rerun/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}});
errors++;
}
}
if(data24 && typeof data24 == "object" && !Array.isArray(data24)){
if((data24.n === undefined) || (!(func0.call(data24, "n")))){
(vErrors ??= []).push({instancePath:instancePath+"/rerun",schemaPath:"#/properties/rerun/required",keyword:"required",params:{missingProperty: "n"}});
errors++;
}
for(const key8 of Object.keys(data24)){
if(!((key8 === "n") || (key8 === "from"))){
(vErrors ??= []).push({instancePath:instancePath+"/rerun",schemaPath:"#/properties/rerun/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key8}});
errors++;
}
}
if(data24.n !== undefined && func0.call(data24, "n")){
let data25 = data24.n;
if(!(((typeof data25 == "number") && (!(data25 % 1) && !isNaN(data25))) && (isFinite(data25)))){
(vErrors ??= []).push({instancePath:instancePath+"/rerun/n",schemaPath:"#/properties/rerun/properties/n/type",keyword:"type",params:{type: "integer"}});
errors++;
}
if((typeof data25 == "number") && (isFinite(data25))){
if(data25 < 1 || isNaN(data25)){
(vErrors ??= []).push({instancePath:instancePath+"/rerun/n",schemaPath:"#/properties/rerun/properties/n/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}});
errors++;
}
}
}
if(data24.from !== undefined && func0.call(data24, "from")){
let data26 = data24.from;
if((typeof data26 !== "string") && (!(Array.isArray(data26)))){
(vErrors ??= []).push({instancePath:instancePath+"/rerun/from",schemaPath:"#/properties/rerun/properties/from/type",keyword:"type",params:{type: ["string","array"]}});
errors++;
}
if(typeof data26 === "string"){
if(func48(data26) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/rerun/from",schemaPath:"#/properties/rerun/properties/from/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
if(Array.isArray(data26)){
const len3 = data26.length;
for(let i5=0; i5<len3; i5++){
let data27 = data26[i5];
if(typeof data27 === "string"){
if(func48(data27) < 1){
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
let data28 = data.fork;
if(data28 && typeof data28 == "object" && !Array.isArray(data28)){
if((data28.run === undefined) || (!(func0.call(data28, "run")))){
(vErrors ??= []).push({instancePath:instancePath+"/fork",schemaPath:"#/properties/fork/required",keyword:"required",params:{missingProperty: "run"}});
errors++;
}
if((data28.from === undefined) || (!(func0.call(data28, "from")))){
(vErrors ??= []).push({instancePath:instancePath+"/fork",schemaPath:"#/properties/fork/required",keyword:"required",params:{missingProperty: "from"}});
errors++;
}
for(const key9 of Object.keys(data28)){
if(!((key9 === "run") || (key9 === "from"))){
(vErrors ??= []).push({instancePath:instancePath+"/fork",schemaPath:"#/properties/fork/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key9}});
errors++;
}
}
if(data28.run !== undefined && func0.call(data28, "run")){
let data29 = data28.run;
if(typeof data29 === "string"){
if(func48(data29) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/fork/run",schemaPath:"#/properties/fork/properties/run/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/fork/run",schemaPath:"#/properties/fork/properties/run/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data28.from !== undefined && func0.call(data28, "from")){
let data30 = data28.from;
if(typeof data30 === "string"){
if(func48(data30) < 1){
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
validate13.errors = vErrors;
return errors === 0;
}
const names0 = {"approved":1,"changes":1,"rejected":1,"decision":1,"feedback":1,"of":1,"round":1,"by":1,"output":1};
const names1 = {"pipeline":1,"inputs":1,"labels":1,"priority":1,"paused":1,"cancelled":1,"approved":1,"approvals":1,"auto_approve":1,"skip":1,"budget":1,"providers":1,"replay":1,"rerun":1,"fork":1};
export const runSchema = () => ({"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"run.schema.json","title":"Run file","description":"The manifest of a run: the pipeline, its inputs, and settings that steer the run. `runs/<id>.yaml`; owned by people, never written by the runner on its own.","type":"object","additionalProperties":false,"required":["pipeline"],"properties":{"pipeline":{"description":"Name of the pipeline (`podcast` is `pipelines/podcast.yaml`), or its path.","type":"string","minLength":1,"examples":["podcast"]},"inputs":{"description":"The inputs of the pipeline. Frozen when the run starts; a change takes effect at the next `rerun`.","type":"object","examples":[{"topic":"How rockets work"}]},"labels":{"description":"Names and values of your choice, for finding runs.","type":"object","additionalProperties":{"type":"string"},"examples":[{"team":"audio"}]},"priority":{"description":"Among queued runs, the higher number goes first. 0 by default.","type":"integer","minimum":-1000000,"maximum":1000000,"default":0,"examples":[10]},"paused":{"description":"Start nothing more; attempts in flight finish.","type":"boolean","default":false},"cancelled":{"description":"End the run now, including attempts in flight.","type":"boolean","default":false},"approved":{"description":"The answer to the only open gate: true approves its content, false means \"not yet\". If more than one gate is asking, write the answer under `approvals`.","type":"boolean","examples":[true]},"approvals":{"description":"Answers to gates, by address: `outline_review`, `episode/review` in a sub-pipeline, `episodes[e1]/review` in one of its items. One answer, or a list if several people must approve.","type":"object","additionalProperties":{"anyOf":[{"$ref":"#/$defs/answer"},{"type":"array","minItems":1,"items":{"$ref":"#/$defs/answer"}}]},"examples":[{"outline_review":{"approved":true}},{"outline_review":{"changes":"shorter, and start with the launch"}},{"release":[{"by":"editor@example.org","approved":true},{"by":"producer@example.org","approved":true}]}]},"auto_approve":{"description":"Gates that are waived in this run; each must say `auto_approve: allowed`. Frozen when the run starts; a change takes effect at the next `rerun`.","type":"array","uniqueItems":true,"items":{"type":"string","minLength":1},"examples":[["outline_review"]]},"skip":{"description":"Stages to skip. They must have `when`, `skippable: true` or `on_error: continue`; a gate cannot be skipped.","type":"array","uniqueItems":true,"items":{"type":"string","minLength":1},"examples":[["music"]]},"budget":{"description":"What this run may spend; overrides the pipeline's budget.","type":"object","additionalProperties":false,"properties":{"usd":{"$ref":"#/$defs/usd","description":"The most that the run may cost, in US dollars.","examples":[10]},"stages":{"description":"The most that individual stages may cost, in US dollars; overrides their `budget`.","type":"object","propertyNames":{"pattern":"^[a-z][a-z0-9_/]*$"},"additionalProperties":{"$ref":"#/$defs/usd","description":"US dollars.","examples":[2]},"examples":[{"segments":2}]},"max_cost":{"$ref":"#/$defs/usd","description":"The most that one attempt, and one call, may cost, in US dollars; overrides every `max_cost` of the pipeline.","examples":[0.5]},"unknown_cost":{"description":"Calls without a known price: `block` them, or make them and `warn`. Default: the pipeline's setting.","type":"string","enum":["block","warn"]}},"minProperties":1},"providers":{"description":"Substitutes a provider that the pipeline names, in this run: another name under `providers:` in the config, or `offline`.","type":"object","propertyNames":{"pattern":"^[A-Za-z][A-Za-z0-9_-]{0,63}$"},"additionalProperties":{"description":"A provider of the config, or `offline`.","type":"string","pattern":"^[A-Za-z][A-Za-z0-9_-]{0,63}$","examples":["offline"]},"examples":[{"writer":"offline"}]},"replay":{"description":"Model calls are answered only from the recorded calls in this folder of the project; `pipeline-runner run --record` calls the real providers for missing ones and stores their answers. Providers of type `offline` work as usual.","type":"string","pattern":"^(?!(?:.*/)?\\.{0,2}(?:/|$))(?!(?:runs|\\.git|\\.pipeline-runner)(?:/|$))[^\\\\:\\u0000-\\u001f]+$","maxLength":200,"examples":["tests/calls/podcast"]},"rerun":{"description":"Requests one more generation: a number above the checkpoint's `generation` retries what failed, with the current definitions. Stages with an equal fingerprint are reused.","type":["integer","object"],"minimum":1,"additionalProperties":false,"required":["n"],"properties":{"n":{"description":"The requested generation.","type":"integer","minimum":1,"examples":[2]},"from":{"description":"Stages to run again although nothing changed, or one item such as `clips[scene_3]`.","type":["string","array"],"minLength":1,"items":{"type":"string","minLength":1},"examples":["outlining",["outlining","clips[scene_3]"]]}},"examples":[2,{"n":2,"from":"outlining"}]},"fork":{"description":"Another run whose results are taken over where this run would produce the same; written by `fork`. Read when the run starts.","type":"object","additionalProperties":false,"required":["run","from"],"properties":{"run":{"description":"The id of the other run.","type":"string","minLength":1,"examples":["ep001"]},"from":{"description":"The stage from which this run differs.","type":"string","minLength":1,"examples":["script"]}},"examples":[{"run":"ep001","from":"script"}]}},"examples":[{"pipeline":"podcast","inputs":{"topic":"How rockets work"}}],"$defs":{"answer":{"description":"One answer to a gate.","type":"object","additionalProperties":false,"properties":{"approved":{"description":"true: approve the content. false: not yet; together with `feedback`, the gate's `rework` stage runs again, and a gate without one rejects.","type":"boolean","examples":[true]},"changes":{"description":"What to change: a text, or one for each item of a `foreach` stage, by its key. The gate's `rework` stage runs again with it, then the gate asks again.","type":["string","object"],"minProperties":1,"additionalProperties":{"type":"string"},"examples":["shorter, and start with the launch",{"scene_3":"closer to the rocket"}]},"rejected":{"description":"The reason for the rejection. The run ends as rejected.","type":"string","examples":["not for this show"]},"decision":{"description":"The long form: `approve` for `approved: true`, `changes` and `reject` with the reason in `feedback`.","type":"string","enum":["approve","changes","reject"],"examples":["changes"]},"feedback":{"description":"What to change, or the reason for a rejection; with an approval, a remark.","type":"string","examples":["shorter, and start with the launch"]},"of":{"description":"Digest of the content, or at least its first 8 hex digits. The answer then counts for this content only.","type":"string","pattern":"^(sha256:)?[0-9a-f]{8,64}$","examples":["sha256:9f2c1d0a"]},"round":{"description":"The round of the question. Commands write it from the second round on.","type":"integer","minimum":1,"examples":[2]},"by":{"description":"Who answers: an e-mail address or a name. Default: whoever wrote the answer.","type":"string","minLength":1,"examples":["editor@example.org"]},"output":{"description":"With an approval: the edited content, instead of what the gate shows. For gates with `editable: true`.","examples":[{"title":"How rockets work"}]}},"examples":[{"approved":true,"of":"sha256:9f2c1d0a"},{"decision":"reject","feedback":"not for this show"}]},"usd":{"description":"An amount of money in US dollars.","type":"number","minimum":0,"examples":[10,0.25]}}});
