// Generated from schemas/*.schema.json by `npm run generate`. Do not edit.
export const validatePipeline = validate13;
const func0 = Object.prototype.hasOwnProperty;
const func48 = (text) => { let length = 0; for (const _ of text) length++; return length; };
const pattern0 = new RegExp("^[A-Za-z_][A-Za-z0-9_]{0,63}$", "u");
const pattern7 = new RegExp("^[a-z][a-z0-9_]{0,63}$", "u");

function validate14(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.file === undefined) || (!(func0.call(data, "file")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "file"}});
errors++;
}
for(const key0 of Object.keys(data)){
if(!((key0 === "file") || (key0 === "schema"))){
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
if(data.schema !== undefined && func0.call(data, "schema")){
let data1 = data.schema;
if(typeof data1 === "string"){
if(func48(data1) < 1){
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
validate14.errors = vErrors;
return errors === 0;
}

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
(vErrors ??= []).push({instancePath:instancePath+"/backoff",schemaPath:"#/properties/backoff/enum",keyword:"enum",params:{allowedValues: ["exponential","fixed"]}});
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
if(!((key0 === "usd") || (key0 === "unknown_cost"))){
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
if(data.unknown_cost !== undefined && func0.call(data, "unknown_cost")){
let data1 = data.unknown_cost;
if(typeof data1 !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/unknown_cost",schemaPath:"#/properties/unknown_cost/type",keyword:"type",params:{type: "string"}});
errors++;
}
if(!((data1 === "block") || (data1 === "warn"))){
(vErrors ??= []).push({instancePath:instancePath+"/unknown_cost",schemaPath:"#/properties/unknown_cost/enum",keyword:"enum",params:{allowedValues: ["block","warn"]}});
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
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.template === undefined) || (!(func0.call(data, "template")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "template"}});
errors++;
}
for(const key0 of Object.keys(data)){
if(!((key0 === "template") || (key0 === "vars"))){
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
if(data.vars !== undefined && func0.call(data, "vars")){
let data1 = data.vars;
if((!(data1 && typeof data1 == "object" && !Array.isArray(data1))) && (typeof data1 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/vars",schemaPath:"#/properties/vars/type",keyword:"type",params:{type: ["object","string"]}});
errors++;
}
if(typeof data1 === "string"){
if(!pattern3.test(data1)){
(vErrors ??= []).push({instancePath:instancePath+"/vars",schemaPath:"#/properties/vars/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}});
errors++;
}
validate24.errors = vErrors;
return errors === 0;
}


function validate26(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
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
validate26.errors = vErrors;
return errors === 0;
}

const pattern8 = new RegExp("^[A-Za-z_][A-Za-z0-9_]*$", "u");

function validate29(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
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
(vErrors ??= []).push({instancePath:instancePath+"/argv/" + i0,schemaPath:"#/$defs/text/type",keyword:"type",params:{type: ["string","number","boolean"]}});
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
if(!pattern8.test(key1)){
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
(vErrors ??= []).push({instancePath:instancePath+"/env/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/text/type",keyword:"type",params:{type: ["string","number","boolean"]}});
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
if((!(Array.isArray(data5))) && (typeof data5 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/files",schemaPath:"#/properties/files/type",keyword:"type",params:{type: ["array","string"]}});
errors++;
}
if(typeof data5 === "string"){
if(!pattern3.test(data5)){
(vErrors ??= []).push({instancePath:instancePath+"/files",schemaPath:"#/properties/files/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
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
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}});
errors++;
}
validate29.errors = vErrors;
return errors === 0;
}


function validate31(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.module === undefined) || (!(func0.call(data, "module")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "module"}});
errors++;
}
for(const key0 of Object.keys(data)){
if(!((((key0 === "module") || (key0 === "export")) || (key0 === "files")) || (key0 === "args"))){
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
if(data.files !== undefined && func0.call(data, "files")){
let data2 = data.files;
if((!(Array.isArray(data2))) && (typeof data2 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/files",schemaPath:"#/properties/files/type",keyword:"type",params:{type: ["array","string"]}});
errors++;
}
if(typeof data2 === "string"){
if(!pattern3.test(data2)){
(vErrors ??= []).push({instancePath:instancePath+"/files",schemaPath:"#/properties/files/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if(Array.isArray(data2)){
const len0 = data2.length;
for(let i0=0; i0<len0; i0++){
let data3 = data2[i0];
if(typeof data3 === "string"){
if(func48(data3) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/files/" + i0,schemaPath:"#/properties/files/items/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/files/" + i0,schemaPath:"#/properties/files/items/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
let i1 = data2.length;
let j0;
if(i1 > 1){
const indices0 = {};
for(;i1--;){
let item0 = data2[i1];
if(typeof item0 !== "string"){
continue;
}
if(typeof indices0[item0] == "number"){
j0 = indices0[item0];
(vErrors ??= []).push({instancePath:instancePath+"/files",schemaPath:"#/properties/files/uniqueItems",keyword:"uniqueItems",params:{i: i1, j: j0}});
errors++;
break;
}
indices0[item0] = i1;
}
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

const pattern11 = new RegExp("^(?:\\$\\{\\{[\\s\\S]*|[Gg][Ee][Tt]|[Hh][Ee][Aa][Dd]|[Pp][Oo][Ss][Tt]|[Pp][Uu][Tt]|[Pp][Aa][Tt][Cc][Hh]|[Dd][Ee][Ll][Ee][Tt][Ee]|[Oo][Pp][Tt][Ii][Oo][Nn][Ss])$", "u");

function validate34(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if((((typeof data !== "string") && (!((typeof data == "number") && (isFinite(data))))) && (typeof data !== "boolean")) && (!(data && typeof data == "object" && !Array.isArray(data)))){
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: ["string","number","boolean","object"]}});
errors++;
}
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
validate34.errors = vErrors;
return errors === 0;
}


function validate33(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.url === undefined) || (!(func0.call(data, "url")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "url"}});
errors++;
}
for(const key0 of Object.keys(data)){
if(!(func0.call(names0, key0))){
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
if(!pattern11.test(data1)){
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
(vErrors ??= []).push({instancePath:instancePath+"/headers",schemaPath:"#/properties/headers/type",keyword:"type",params:{type: ["object","string"]}});
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
(vErrors ??= []).push({instancePath:instancePath+"/headers/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/text/type",keyword:"type",params:{type: ["string","number","boolean"]}});
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
(vErrors ??= []).push({instancePath:instancePath+"/query",schemaPath:"#/properties/query/type",keyword:"type",params:{type: ["object","string"]}});
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
(vErrors ??= []).push({instancePath:instancePath+"/query/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/query/additionalProperties/type",keyword:"type",params:{type: ["string","number","boolean","array"]}});
errors++;
}
if(Array.isArray(data6)){
const len0 = data6.length;
for(let i0=0; i0<len0; i0++){
let data7 = data6[i0];
if(((typeof data7 !== "string") && (!((typeof data7 == "number") && (isFinite(data7))))) && (typeof data7 !== "boolean")){
(vErrors ??= []).push({instancePath:instancePath+"/query/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/" + i0,schemaPath:"#/$defs/text/type",keyword:"type",params:{type: ["string","number","boolean"]}});
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
(vErrors ??= []).push({instancePath:instancePath+"/body",schemaPath:"#/$defs/text/type",keyword:"type",params:{type: ["string","number","boolean"]}});
errors++;
}
}
if(data.file !== undefined && func0.call(data, "file")){
let data9 = data.file;
if(typeof data9 === "string"){
if(func48(data9) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/file",schemaPath:"#/properties/file/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/file",schemaPath:"#/properties/file/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.form !== undefined && func0.call(data, "form")){
let data10 = data.form;
if((!(data10 && typeof data10 == "object" && !Array.isArray(data10))) && (typeof data10 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/form",schemaPath:"#/properties/form/type",keyword:"type",params:{type: ["object","string"]}});
errors++;
}
if(typeof data10 === "string"){
if(!pattern3.test(data10)){
(vErrors ??= []).push({instancePath:instancePath+"/form",schemaPath:"#/properties/form/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if(data10 && typeof data10 == "object" && !Array.isArray(data10)){
for(const key3 of Object.keys(data10)){
let data11 = data10[key3];
const _errs31 = errors;
let valid9 = false;
const _errs32 = errors;
if(!(validate34(data11, {instancePath:instancePath+"/form/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data10,parentDataProperty:key3,rootData}))){
vErrors = vErrors === null ? validate34.errors : vErrors.concat(validate34.errors);
errors = vErrors.length;
}
var _valid0 = _errs32 === errors;
valid9 = valid9 || _valid0;
if(!valid9){
const _errs33 = errors;
if(Array.isArray(data11)){
const len1 = data11.length;
for(let i1=0; i1<len1; i1++){
if(!(validate34(data11[i1], {instancePath:instancePath+"/form/" + key3.replace(/~/g, "~0").replace(/\//g, "~1")+"/" + i1,parentData:data11,parentDataProperty:i1,rootData}))){
vErrors = vErrors === null ? validate34.errors : vErrors.concat(validate34.errors);
errors = vErrors.length;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/form/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/form/additionalProperties/anyOf/1/type",keyword:"type",params:{type: "array"}});
errors++;
}
var _valid0 = _errs33 === errors;
valid9 = valid9 || _valid0;
}
if(!valid9){
(vErrors ??= []).push({instancePath:instancePath+"/form/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/form/additionalProperties/anyOf",keyword:"anyOf",params:{}});
errors++;
}
else {
errors = _errs31;
if(vErrors !== null){
if(_errs31){
vErrors.length = _errs31;
}
else {
vErrors = null;
}
}
}
}
}
}
if(data.expect !== undefined && func0.call(data, "expect")){
let data13 = data.expect;
if((!(((typeof data13 == "number") && (!(data13 % 1) && !isNaN(data13))) && (isFinite(data13)))) && (!(Array.isArray(data13)))){
(vErrors ??= []).push({instancePath:instancePath+"/expect",schemaPath:"#/properties/expect/type",keyword:"type",params:{type: ["integer","array"]}});
errors++;
}
if((typeof data13 == "number") && (isFinite(data13))){
if(data13 > 599 || isNaN(data13)){
(vErrors ??= []).push({instancePath:instancePath+"/expect",schemaPath:"#/properties/expect/maximum",keyword:"maximum",params:{comparison: "<=", limit: 599}});
errors++;
}
if(data13 < 100 || isNaN(data13)){
(vErrors ??= []).push({instancePath:instancePath+"/expect",schemaPath:"#/properties/expect/minimum",keyword:"minimum",params:{comparison: ">=", limit: 100}});
errors++;
}
}
if(Array.isArray(data13)){
if(data13.length < 1){
(vErrors ??= []).push({instancePath:instancePath+"/expect",schemaPath:"#/properties/expect/minItems",keyword:"minItems",params:{limit: 1}});
errors++;
}
const len2 = data13.length;
for(let i2=0; i2<len2; i2++){
let data14 = data13[i2];
if(!(((typeof data14 == "number") && (!(data14 % 1) && !isNaN(data14))) && (isFinite(data14)))){
(vErrors ??= []).push({instancePath:instancePath+"/expect/" + i2,schemaPath:"#/properties/expect/items/type",keyword:"type",params:{type: "integer"}});
errors++;
}
if((typeof data14 == "number") && (isFinite(data14))){
if(data14 > 599 || isNaN(data14)){
(vErrors ??= []).push({instancePath:instancePath+"/expect/" + i2,schemaPath:"#/properties/expect/items/maximum",keyword:"maximum",params:{comparison: "<=", limit: 599}});
errors++;
}
if(data14 < 100 || isNaN(data14)){
(vErrors ??= []).push({instancePath:instancePath+"/expect/" + i2,schemaPath:"#/properties/expect/items/minimum",keyword:"minimum",params:{comparison: ">=", limit: 100}});
errors++;
}
}
}
}
}
if(data.max_bytes !== undefined && func0.call(data, "max_bytes")){
let data15 = data.max_bytes;
if(!(((typeof data15 == "number") && (!(data15 % 1) && !isNaN(data15))) && (isFinite(data15)))){
(vErrors ??= []).push({instancePath:instancePath+"/max_bytes",schemaPath:"#/properties/max_bytes/type",keyword:"type",params:{type: "integer"}});
errors++;
}
if((typeof data15 == "number") && (isFinite(data15))){
if(data15 < 0 || isNaN(data15)){
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
if(data.file !== undefined && func0.call(data, "file")){
(vErrors ??= []).push({instancePath:instancePath+"/file",schemaPath:"#/dependentSchemas/json/properties/file/false schema",keyword:"false schema",params:{}});
errors++;
}
if(data.form !== undefined && func0.call(data, "form")){
(vErrors ??= []).push({instancePath:instancePath+"/form",schemaPath:"#/dependentSchemas/json/properties/form/false schema",keyword:"false schema",params:{}});
errors++;
}
}
}
if(data.body !== undefined && func0.call(data, "body")){
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.file !== undefined && func0.call(data, "file")){
(vErrors ??= []).push({instancePath:instancePath+"/file",schemaPath:"#/dependentSchemas/body/properties/file/false schema",keyword:"false schema",params:{}});
errors++;
}
if(data.form !== undefined && func0.call(data, "form")){
(vErrors ??= []).push({instancePath:instancePath+"/form",schemaPath:"#/dependentSchemas/body/properties/form/false schema",keyword:"false schema",params:{}});
errors++;
}
}
}
if(data.file !== undefined && func0.call(data, "file")){
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.form !== undefined && func0.call(data, "form")){
(vErrors ??= []).push({instancePath:instancePath+"/form",schemaPath:"#/dependentSchemas/file/properties/form/false schema",keyword:"false schema",params:{}});
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

const pattern16 = new RegExp("^(?:/[^/]*)*$", "u");

function validate39(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.file === undefined) || (!(func0.call(data, "file")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "file"}});
errors++;
}
if((data.key === undefined) || (!(func0.call(data, "key")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "key"}});
errors++;
}
if((data.value === undefined) || (!(func0.call(data, "value")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "value"}});
errors++;
}
for(const key0 of Object.keys(data)){
if(!((((key0 === "file") || (key0 === "at")) || (key0 === "key")) || (key0 === "value"))){
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
if(data.at !== undefined && func0.call(data, "at")){
let data1 = data.at;
if(typeof data1 === "string"){
if(!pattern16.test(data1)){
(vErrors ??= []).push({instancePath:instancePath+"/at",schemaPath:"#/properties/at/pattern",keyword:"pattern",params:{pattern: "^(?:/[^/]*)*$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/at",schemaPath:"#/properties/at/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.key !== undefined && func0.call(data, "key")){
let data2 = data.key;
if((typeof data2 !== "string") && (!((typeof data2 == "number") && (isFinite(data2))))){
(vErrors ??= []).push({instancePath:instancePath+"/key",schemaPath:"#/properties/key/type",keyword:"type",params:{type: ["string","number"]}});
errors++;
}
if(typeof data2 === "string"){
if(func48(data2) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/key",schemaPath:"#/properties/key/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}});
errors++;
}
validate39.errors = vErrors;
return errors === 0;
}


function validate38(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
const _errs1 = errors;
let valid0 = true;
const _errs2 = errors;
const _errs3 = errors;
const _errs4 = errors;
const _errs5 = errors;
let valid2 = false;
const _errs6 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if(((data.text === undefined) || (!(func0.call(data, "text")))) && (missing0 = "text")){
(vErrors ??= []).push({});
errors++;
}
}
var _valid1 = _errs6 === errors;
valid2 = valid2 || _valid1;
if(!valid2){
const _errs7 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
let missing1;
if(((data.upsert === undefined) || (!(func0.call(data, "upsert")))) && (missing1 = "upsert")){
(vErrors ??= []).push({});
errors++;
}
}
var _valid1 = _errs7 === errors;
valid2 = valid2 || _valid1;
}
if(!valid2){
(vErrors ??= []).push({});
errors++;
}
else {
errors = _errs5;
if(vErrors !== null){
if(_errs5){
vErrors.length = _errs5;
}
else {
vErrors = null;
}
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
const _errs8 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.template === undefined) || (!(func0.call(data, "template")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/then/required",keyword:"required",params:{missingProperty: "template"}});
errors++;
}
if((data.to === undefined) || (!(func0.call(data, "to")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/then/required",keyword:"required",params:{missingProperty: "to"}});
errors++;
}
}
var _valid0 = _errs8 === errors;
valid0 = _valid0;
}
if(!valid0){
(vErrors ??= []).push({instancePath,schemaPath:"#/if",keyword:"if",params:{failingKeyword: "then"}});
errors++;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 of Object.keys(data)){
if(!(((((key0 === "template") || (key0 === "text")) || (key0 === "vars")) || (key0 === "to")) || (key0 === "upsert"))){
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
(vErrors ??= []).push({instancePath:instancePath+"/vars",schemaPath:"#/properties/vars/type",keyword:"type",params:{type: ["object","string"]}});
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
if(data.upsert !== undefined && func0.call(data, "upsert")){
if(!(validate39(data.upsert, {instancePath:instancePath+"/upsert",parentData:data,parentDataProperty:"upsert",rootData}))){
vErrors = vErrors === null ? validate39.errors : vErrors.concat(validate39.errors);
errors = vErrors.length;
}
}
if(data.template !== undefined && func0.call(data, "template")){
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.to === undefined) || (!(func0.call(data, "to")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/dependentSchemas/template/required",keyword:"required",params:{missingProperty: "to"}});
errors++;
}
if(data.text !== undefined && func0.call(data, "text")){
(vErrors ??= []).push({instancePath:instancePath+"/text",schemaPath:"#/dependentSchemas/template/properties/text/false schema",keyword:"false schema",params:{}});
errors++;
}
}
}
if(data.text !== undefined && func0.call(data, "text")){
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.to === undefined) || (!(func0.call(data, "to")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/dependentSchemas/text/required",keyword:"required",params:{missingProperty: "to"}});
errors++;
}
}
}
if(data.upsert !== undefined && func0.call(data, "upsert")){
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.template !== undefined && func0.call(data, "template")){
(vErrors ??= []).push({instancePath:instancePath+"/template",schemaPath:"#/dependentSchemas/upsert/properties/template/false schema",keyword:"false schema",params:{}});
errors++;
}
if(data.text !== undefined && func0.call(data, "text")){
(vErrors ??= []).push({instancePath:instancePath+"/text",schemaPath:"#/dependentSchemas/upsert/properties/text/false schema",keyword:"false schema",params:{}});
errors++;
}
if(data.vars !== undefined && func0.call(data, "vars")){
(vErrors ??= []).push({instancePath:instancePath+"/vars",schemaPath:"#/dependentSchemas/upsert/properties/vars/false schema",keyword:"false schema",params:{}});
errors++;
}
if(data.to !== undefined && func0.call(data, "to")){
(vErrors ??= []).push({instancePath:instancePath+"/to",schemaPath:"#/dependentSchemas/upsert/properties/to/false schema",keyword:"false schema",params:{}});
errors++;
}
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}});
errors++;
}
validate38.errors = vErrors;
return errors === 0;
}


function validate42(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
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
if((data.prompt === undefined) || (!(func0.call(data, "prompt")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/then/required",keyword:"required",params:{missingProperty: "prompt"}});
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
for(const key0 of Object.keys(data)){
if(!(func0.call(names1, key0))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.provider !== undefined && func0.call(data, "provider")){
let data0 = data.provider;
if(typeof data0 === "string"){
if(func48(data0) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/provider",schemaPath:"#/properties/provider/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/provider",schemaPath:"#/properties/provider/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.prompt !== undefined && func0.call(data, "prompt")){
let data1 = data.prompt;
if(typeof data1 === "string"){
if(func48(data1) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/prompt",schemaPath:"#/properties/prompt/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/prompt",schemaPath:"#/properties/prompt/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.text !== undefined && func0.call(data, "text")){
if(typeof data.text !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/text",schemaPath:"#/properties/text/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.system !== undefined && func0.call(data, "system")){
let data3 = data.system;
if(typeof data3 === "string"){
if(func48(data3) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/system",schemaPath:"#/properties/system/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/system",schemaPath:"#/properties/system/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.vars !== undefined && func0.call(data, "vars")){
let data4 = data.vars;
if((!(data4 && typeof data4 == "object" && !Array.isArray(data4))) && (typeof data4 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/vars",schemaPath:"#/properties/vars/type",keyword:"type",params:{type: ["object","string"]}});
errors++;
}
if(typeof data4 === "string"){
if(!pattern3.test(data4)){
(vErrors ??= []).push({instancePath:instancePath+"/vars",schemaPath:"#/properties/vars/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
}
if(data.prelude !== undefined && func0.call(data, "prelude")){
let data5 = data.prelude;
const _errs18 = errors;
let valid3 = false;
const _errs19 = errors;
if(false !== data5){
(vErrors ??= []).push({instancePath:instancePath+"/prelude",schemaPath:"#/properties/prelude/anyOf/0/const",keyword:"const",params:{allowedValue: false}});
errors++;
}
var _valid1 = _errs19 === errors;
valid3 = valid3 || _valid1;
if(!valid3){
const _errs20 = errors;
if(!(validate24(data5, {instancePath:instancePath+"/prelude",parentData:data,parentDataProperty:"prelude",rootData}))){
vErrors = vErrors === null ? validate24.errors : vErrors.concat(validate24.errors);
errors = vErrors.length;
}
var _valid1 = _errs20 === errors;
valid3 = valid3 || _valid1;
}
if(!valid3){
(vErrors ??= []).push({instancePath:instancePath+"/prelude",schemaPath:"#/properties/prelude/anyOf",keyword:"anyOf",params:{}});
errors++;
}
else {
errors = _errs18;
if(vErrors !== null){
if(_errs18){
vErrors.length = _errs18;
}
else {
vErrors = null;
}
}
}
}
if(data.temperature !== undefined && func0.call(data, "temperature")){
let data6 = data.temperature;
if((!((typeof data6 == "number") && (isFinite(data6)))) && (typeof data6 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/temperature",schemaPath:"#/$defs/computed_number/type",keyword:"type",params:{type: ["number","string"]}});
errors++;
}
if(typeof data6 === "string"){
if(!pattern3.test(data6)){
(vErrors ??= []).push({instancePath:instancePath+"/temperature",schemaPath:"#/$defs/computed_number/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if((typeof data6 == "number") && (isFinite(data6))){
if(data6 > 2 || isNaN(data6)){
(vErrors ??= []).push({instancePath:instancePath+"/temperature",schemaPath:"#/properties/temperature/maximum",keyword:"maximum",params:{comparison: "<=", limit: 2}});
errors++;
}
if(data6 < 0 || isNaN(data6)){
(vErrors ??= []).push({instancePath:instancePath+"/temperature",schemaPath:"#/properties/temperature/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
}
if(data.seed !== undefined && func0.call(data, "seed")){
let data7 = data.seed;
if((!((typeof data7 == "number") && (isFinite(data7)))) && (typeof data7 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/seed",schemaPath:"#/$defs/computed_number/type",keyword:"type",params:{type: ["number","string"]}});
errors++;
}
if(typeof data7 === "string"){
if(!pattern3.test(data7)){
(vErrors ??= []).push({instancePath:instancePath+"/seed",schemaPath:"#/$defs/computed_number/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if((typeof data7 == "number") && (isFinite(data7))){
if(data7 > 2147483647 || isNaN(data7)){
(vErrors ??= []).push({instancePath:instancePath+"/seed",schemaPath:"#/properties/seed/maximum",keyword:"maximum",params:{comparison: "<=", limit: 2147483647}});
errors++;
}
if(data7 < 0 || isNaN(data7)){
(vErrors ??= []).push({instancePath:instancePath+"/seed",schemaPath:"#/properties/seed/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
let res0;
if((1 === 0 || (res0 = data7/1, res0 !== parseInt(res0)))){
(vErrors ??= []).push({instancePath:instancePath+"/seed",schemaPath:"#/properties/seed/multipleOf",keyword:"multipleOf",params:{multipleOf: 1}});
errors++;
}
}
}
if(data.max_tokens !== undefined && func0.call(data, "max_tokens")){
let data8 = data.max_tokens;
if((!((typeof data8 == "number") && (isFinite(data8)))) && (typeof data8 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/max_tokens",schemaPath:"#/$defs/computed_number/type",keyword:"type",params:{type: ["number","string"]}});
errors++;
}
if(typeof data8 === "string"){
if(!pattern3.test(data8)){
(vErrors ??= []).push({instancePath:instancePath+"/max_tokens",schemaPath:"#/$defs/computed_number/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if((typeof data8 == "number") && (isFinite(data8))){
if(data8 < 1 || isNaN(data8)){
(vErrors ??= []).push({instancePath:instancePath+"/max_tokens",schemaPath:"#/properties/max_tokens/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}});
errors++;
}
let res1;
if((1 === 0 || (res1 = data8/1, res1 !== parseInt(res1)))){
(vErrors ??= []).push({instancePath:instancePath+"/max_tokens",schemaPath:"#/properties/max_tokens/multipleOf",keyword:"multipleOf",params:{multipleOf: 1}});
errors++;
}
}
}
if(data.allow_cut !== undefined && func0.call(data, "allow_cut")){
if(typeof data.allow_cut !== "boolean"){
(vErrors ??= []).push({instancePath:instancePath+"/allow_cut",schemaPath:"#/properties/allow_cut/type",keyword:"type",params:{type: "boolean"}});
errors++;
}
}
if(data.repair !== undefined && func0.call(data, "repair")){
let data10 = data.repair;
if(!(((typeof data10 == "number") && (!(data10 % 1) && !isNaN(data10))) && (isFinite(data10)))){
(vErrors ??= []).push({instancePath:instancePath+"/repair",schemaPath:"#/properties/repair/type",keyword:"type",params:{type: "integer"}});
errors++;
}
if((typeof data10 == "number") && (isFinite(data10))){
if(data10 > 10 || isNaN(data10)){
(vErrors ??= []).push({instancePath:instancePath+"/repair",schemaPath:"#/properties/repair/maximum",keyword:"maximum",params:{comparison: "<=", limit: 10}});
errors++;
}
if(data10 < 0 || isNaN(data10)){
(vErrors ??= []).push({instancePath:instancePath+"/repair",schemaPath:"#/properties/repair/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
}
if(data.max_cost !== undefined && func0.call(data, "max_cost")){
let data11 = data.max_cost;
if((typeof data11 == "number") && (isFinite(data11))){
if(data11 < 0 || isNaN(data11)){
(vErrors ??= []).push({instancePath:instancePath+"/max_cost",schemaPath:"#/$defs/usd/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/max_cost",schemaPath:"#/$defs/usd/type",keyword:"type",params:{type: "number"}});
errors++;
}
}
if(data.images !== undefined && func0.call(data, "images")){
let data12 = data.images;
if((!(Array.isArray(data12))) && (typeof data12 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/images",schemaPath:"#/properties/images/type",keyword:"type",params:{type: ["array","string"]}});
errors++;
}
if(typeof data12 === "string"){
if(!pattern3.test(data12)){
(vErrors ??= []).push({instancePath:instancePath+"/images",schemaPath:"#/properties/images/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if(Array.isArray(data12)){
if(data12.length > 20){
(vErrors ??= []).push({instancePath:instancePath+"/images",schemaPath:"#/properties/images/maxItems",keyword:"maxItems",params:{limit: 20}});
errors++;
}
const len0 = data12.length;
for(let i0=0; i0<len0; i0++){
let data13 = data12[i0];
if(typeof data13 === "string"){
if(func48(data13) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/images/" + i0,schemaPath:"#/properties/images/items/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/images/" + i0,schemaPath:"#/properties/images/items/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
}
}
if(data.files !== undefined && func0.call(data, "files")){
let data14 = data.files;
if((!(Array.isArray(data14))) && (typeof data14 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/files",schemaPath:"#/properties/files/type",keyword:"type",params:{type: ["array","string"]}});
errors++;
}
if(typeof data14 === "string"){
if(!pattern3.test(data14)){
(vErrors ??= []).push({instancePath:instancePath+"/files",schemaPath:"#/properties/files/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if(Array.isArray(data14)){
if(data14.length > 20){
(vErrors ??= []).push({instancePath:instancePath+"/files",schemaPath:"#/properties/files/maxItems",keyword:"maxItems",params:{limit: 20}});
errors++;
}
const len1 = data14.length;
for(let i1=0; i1<len1; i1++){
let data15 = data14[i1];
if(typeof data15 === "string"){
if(func48(data15) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/files/" + i1,schemaPath:"#/properties/files/items/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/files/" + i1,schemaPath:"#/properties/files/items/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
}
}
if(data.prompt !== undefined && func0.call(data, "prompt")){
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.text !== undefined && func0.call(data, "text")){
(vErrors ??= []).push({instancePath:instancePath+"/text",schemaPath:"#/dependentSchemas/prompt/properties/text/false schema",keyword:"false schema",params:{}});
errors++;
}
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}});
errors++;
}
validate42.errors = vErrors;
return errors === 0;
}


function validate46(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if((typeof data !== "string") && (!(data && typeof data == "object" && !Array.isArray(data)))){
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: ["string","object"]}});
errors++;
}
if(typeof data === "string"){
if(func48(data) < 1){
(vErrors ??= []).push({instancePath,schemaPath:"#/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 of Object.keys(data)){
let data0 = data[key0];
if(typeof data0 === "string"){
if(func48(data0) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/additionalProperties/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/additionalProperties/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
}
validate46.errors = vErrors;
return errors === 0;
}


function validate45(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.text === undefined) || (!(func0.call(data, "text")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "text"}});
errors++;
}
for(const key0 of Object.keys(data)){
if(!(func0.call(names2, key0))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.provider !== undefined && func0.call(data, "provider")){
let data0 = data.provider;
if(typeof data0 === "string"){
if(func48(data0) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/provider",schemaPath:"#/properties/provider/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/provider",schemaPath:"#/properties/provider/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.text !== undefined && func0.call(data, "text")){
let data1 = data.text;
if(((typeof data1 !== "string") && (!((typeof data1 == "number") && (isFinite(data1))))) && (typeof data1 !== "boolean")){
(vErrors ??= []).push({instancePath:instancePath+"/text",schemaPath:"#/$defs/text/type",keyword:"type",params:{type: ["string","number","boolean"]}});
errors++;
}
}
if(data.voice !== undefined && func0.call(data, "voice")){
if(!(validate46(data.voice, {instancePath:instancePath+"/voice",parentData:data,parentDataProperty:"voice",rootData}))){
vErrors = vErrors === null ? validate46.errors : vErrors.concat(validate46.errors);
errors = vErrors.length;
}
}
if(data.speed !== undefined && func0.call(data, "speed")){
let data3 = data.speed;
if((!((typeof data3 == "number") && (isFinite(data3)))) && (typeof data3 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/speed",schemaPath:"#/$defs/computed_number/type",keyword:"type",params:{type: ["number","string"]}});
errors++;
}
if(typeof data3 === "string"){
if(!pattern3.test(data3)){
(vErrors ??= []).push({instancePath:instancePath+"/speed",schemaPath:"#/$defs/computed_number/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 > 4 || isNaN(data3)){
(vErrors ??= []).push({instancePath:instancePath+"/speed",schemaPath:"#/properties/speed/maximum",keyword:"maximum",params:{comparison: "<=", limit: 4}});
errors++;
}
if(data3 < 0.25 || isNaN(data3)){
(vErrors ??= []).push({instancePath:instancePath+"/speed",schemaPath:"#/properties/speed/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0.25}});
errors++;
}
}
}
if(data.emotion !== undefined && func0.call(data, "emotion")){
let data4 = data.emotion;
if(typeof data4 === "string"){
if(func48(data4) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/emotion",schemaPath:"#/properties/emotion/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/emotion",schemaPath:"#/properties/emotion/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.language !== undefined && func0.call(data, "language")){
let data5 = data.language;
if(typeof data5 === "string"){
if(func48(data5) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/language",schemaPath:"#/properties/language/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/language",schemaPath:"#/properties/language/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.format !== undefined && func0.call(data, "format")){
let data6 = data.format;
if(typeof data6 !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/format",schemaPath:"#/properties/format/type",keyword:"type",params:{type: "string"}});
errors++;
}
if(!((data6 === "wav") || (data6 === "mp3"))){
(vErrors ??= []).push({instancePath:instancePath+"/format",schemaPath:"#/properties/format/enum",keyword:"enum",params:{allowedValues: ["wav","mp3"]}});
errors++;
}
}
if(data.seed !== undefined && func0.call(data, "seed")){
let data7 = data.seed;
if((!((typeof data7 == "number") && (isFinite(data7)))) && (typeof data7 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/seed",schemaPath:"#/$defs/computed_number/type",keyword:"type",params:{type: ["number","string"]}});
errors++;
}
if(typeof data7 === "string"){
if(!pattern3.test(data7)){
(vErrors ??= []).push({instancePath:instancePath+"/seed",schemaPath:"#/$defs/computed_number/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if((typeof data7 == "number") && (isFinite(data7))){
if(data7 > 2147483647 || isNaN(data7)){
(vErrors ??= []).push({instancePath:instancePath+"/seed",schemaPath:"#/properties/seed/maximum",keyword:"maximum",params:{comparison: "<=", limit: 2147483647}});
errors++;
}
if(data7 < 0 || isNaN(data7)){
(vErrors ??= []).push({instancePath:instancePath+"/seed",schemaPath:"#/properties/seed/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
let res0;
if((1 === 0 || (res0 = data7/1, res0 !== parseInt(res0)))){
(vErrors ??= []).push({instancePath:instancePath+"/seed",schemaPath:"#/properties/seed/multipleOf",keyword:"multipleOf",params:{multipleOf: 1}});
errors++;
}
}
}
if(data.to !== undefined && func0.call(data, "to")){
let data8 = data.to;
if(typeof data8 === "string"){
if(func48(data8) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/to",schemaPath:"#/properties/to/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/to",schemaPath:"#/properties/to/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.max_cost !== undefined && func0.call(data, "max_cost")){
let data9 = data.max_cost;
if((typeof data9 == "number") && (isFinite(data9))){
if(data9 < 0 || isNaN(data9)){
(vErrors ??= []).push({instancePath:instancePath+"/max_cost",schemaPath:"#/$defs/usd/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/max_cost",schemaPath:"#/$defs/usd/type",keyword:"type",params:{type: "number"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}});
errors++;
}
validate45.errors = vErrors;
return errors === 0;
}

const pattern26 = new RegExp("^(?:\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*|[1-9][0-9]{0,4}x[1-9][0-9]{0,4})$", "u");

function validate49(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
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
if((data.prompt === undefined) || (!(func0.call(data, "prompt")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/then/required",keyword:"required",params:{missingProperty: "prompt"}});
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
for(const key0 of Object.keys(data)){
if(!(func0.call(names3, key0))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.provider !== undefined && func0.call(data, "provider")){
let data0 = data.provider;
if(typeof data0 === "string"){
if(func48(data0) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/provider",schemaPath:"#/properties/provider/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/provider",schemaPath:"#/properties/provider/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.prompt !== undefined && func0.call(data, "prompt")){
let data1 = data.prompt;
if(typeof data1 === "string"){
if(func48(data1) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/prompt",schemaPath:"#/properties/prompt/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/prompt",schemaPath:"#/properties/prompt/type",keyword:"type",params:{type: "string"}});
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
let data3 = data.vars;
if((!(data3 && typeof data3 == "object" && !Array.isArray(data3))) && (typeof data3 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/vars",schemaPath:"#/properties/vars/type",keyword:"type",params:{type: ["object","string"]}});
errors++;
}
if(typeof data3 === "string"){
if(!pattern3.test(data3)){
(vErrors ??= []).push({instancePath:instancePath+"/vars",schemaPath:"#/properties/vars/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
}
if(data.size !== undefined && func0.call(data, "size")){
let data4 = data.size;
if(typeof data4 === "string"){
if(!pattern26.test(data4)){
(vErrors ??= []).push({instancePath:instancePath+"/size",schemaPath:"#/$defs/size/pattern",keyword:"pattern",params:{pattern: "^(?:\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*|[1-9][0-9]{0,4}x[1-9][0-9]{0,4})$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/size",schemaPath:"#/$defs/size/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.seed !== undefined && func0.call(data, "seed")){
let data5 = data.seed;
if((!((typeof data5 == "number") && (isFinite(data5)))) && (typeof data5 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/seed",schemaPath:"#/$defs/computed_number/type",keyword:"type",params:{type: ["number","string"]}});
errors++;
}
if(typeof data5 === "string"){
if(!pattern3.test(data5)){
(vErrors ??= []).push({instancePath:instancePath+"/seed",schemaPath:"#/$defs/computed_number/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if((typeof data5 == "number") && (isFinite(data5))){
if(data5 > 2147483647 || isNaN(data5)){
(vErrors ??= []).push({instancePath:instancePath+"/seed",schemaPath:"#/properties/seed/maximum",keyword:"maximum",params:{comparison: "<=", limit: 2147483647}});
errors++;
}
if(data5 < 0 || isNaN(data5)){
(vErrors ??= []).push({instancePath:instancePath+"/seed",schemaPath:"#/properties/seed/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
let res0;
if((1 === 0 || (res0 = data5/1, res0 !== parseInt(res0)))){
(vErrors ??= []).push({instancePath:instancePath+"/seed",schemaPath:"#/properties/seed/multipleOf",keyword:"multipleOf",params:{multipleOf: 1}});
errors++;
}
}
}
if(data.reference !== undefined && func0.call(data, "reference")){
let data6 = data.reference;
if(typeof data6 === "string"){
if(func48(data6) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/reference",schemaPath:"#/properties/reference/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/reference",schemaPath:"#/properties/reference/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.colors !== undefined && func0.call(data, "colors")){
let data7 = data.colors;
if((!(data7 && typeof data7 == "object" && !Array.isArray(data7))) && (typeof data7 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/colors",schemaPath:"#/properties/colors/type",keyword:"type",params:{type: ["object","string"]}});
errors++;
}
if(typeof data7 === "string"){
if(!pattern3.test(data7)){
(vErrors ??= []).push({instancePath:instancePath+"/colors",schemaPath:"#/properties/colors/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
for(const key1 of Object.keys(data7)){
if(!(((key1 === "background") || (key1 === "accent")) || (key1 === "text"))){
(vErrors ??= []).push({instancePath:instancePath+"/colors",schemaPath:"#/properties/colors/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1}});
errors++;
}
}
if(data7.background !== undefined && func0.call(data7, "background")){
let data8 = data7.background;
if(typeof data8 === "string"){
if(func48(data8) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/colors/background",schemaPath:"#/properties/colors/properties/background/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/colors/background",schemaPath:"#/properties/colors/properties/background/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data7.accent !== undefined && func0.call(data7, "accent")){
let data9 = data7.accent;
if(typeof data9 === "string"){
if(func48(data9) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/colors/accent",schemaPath:"#/properties/colors/properties/accent/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/colors/accent",schemaPath:"#/properties/colors/properties/accent/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data7.text !== undefined && func0.call(data7, "text")){
let data10 = data7.text;
if(typeof data10 === "string"){
if(func48(data10) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/colors/text",schemaPath:"#/properties/colors/properties/text/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/colors/text",schemaPath:"#/properties/colors/properties/text/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
}
}
if(data.title !== undefined && func0.call(data, "title")){
let data11 = data.title;
if(((typeof data11 !== "string") && (!((typeof data11 == "number") && (isFinite(data11))))) && (typeof data11 !== "boolean")){
(vErrors ??= []).push({instancePath:instancePath+"/title",schemaPath:"#/$defs/text/type",keyword:"type",params:{type: ["string","number","boolean"]}});
errors++;
}
}
if(data.to !== undefined && func0.call(data, "to")){
let data12 = data.to;
if(typeof data12 === "string"){
if(func48(data12) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/to",schemaPath:"#/properties/to/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/to",schemaPath:"#/properties/to/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.max_cost !== undefined && func0.call(data, "max_cost")){
let data13 = data.max_cost;
if((typeof data13 == "number") && (isFinite(data13))){
if(data13 < 0 || isNaN(data13)){
(vErrors ??= []).push({instancePath:instancePath+"/max_cost",schemaPath:"#/$defs/usd/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/max_cost",schemaPath:"#/$defs/usd/type",keyword:"type",params:{type: "number"}});
errors++;
}
}
if(data.prompt !== undefined && func0.call(data, "prompt")){
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.text !== undefined && func0.call(data, "text")){
(vErrors ??= []).push({instancePath:instancePath+"/text",schemaPath:"#/dependentSchemas/prompt/properties/text/false schema",keyword:"false schema",params:{}});
errors++;
}
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}});
errors++;
}
validate49.errors = vErrors;
return errors === 0;
}

const pattern35 = new RegExp("^(?:still|zoom_in|zoom_out|pan_left|pan_right|pan_up|pan_down|[\\s\\S]*\\$\\{\\{[\\s\\S]*)$", "u");

function validate51(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
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
if((data.prompt === undefined) || (!(func0.call(data, "prompt")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/then/required",keyword:"required",params:{missingProperty: "prompt"}});
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
for(const key0 of Object.keys(data)){
if(!(func0.call(names4, key0))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.provider !== undefined && func0.call(data, "provider")){
let data0 = data.provider;
if(typeof data0 === "string"){
if(func48(data0) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/provider",schemaPath:"#/properties/provider/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/provider",schemaPath:"#/properties/provider/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.prompt !== undefined && func0.call(data, "prompt")){
let data1 = data.prompt;
if(typeof data1 === "string"){
if(func48(data1) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/prompt",schemaPath:"#/properties/prompt/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/prompt",schemaPath:"#/properties/prompt/type",keyword:"type",params:{type: "string"}});
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
let data3 = data.vars;
if((!(data3 && typeof data3 == "object" && !Array.isArray(data3))) && (typeof data3 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/vars",schemaPath:"#/properties/vars/type",keyword:"type",params:{type: ["object","string"]}});
errors++;
}
if(typeof data3 === "string"){
if(!pattern3.test(data3)){
(vErrors ??= []).push({instancePath:instancePath+"/vars",schemaPath:"#/properties/vars/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
}
if(data.images !== undefined && func0.call(data, "images")){
let data4 = data.images;
if((!(Array.isArray(data4))) && (typeof data4 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/images",schemaPath:"#/properties/images/type",keyword:"type",params:{type: ["array","string"]}});
errors++;
}
if(typeof data4 === "string"){
if(!pattern3.test(data4)){
(vErrors ??= []).push({instancePath:instancePath+"/images",schemaPath:"#/properties/images/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if(Array.isArray(data4)){
if(data4.length > 2){
(vErrors ??= []).push({instancePath:instancePath+"/images",schemaPath:"#/properties/images/maxItems",keyword:"maxItems",params:{limit: 2}});
errors++;
}
const len0 = data4.length;
for(let i0=0; i0<len0; i0++){
let data5 = data4[i0];
if(typeof data5 === "string"){
if(func48(data5) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/images/" + i0,schemaPath:"#/properties/images/items/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/images/" + i0,schemaPath:"#/properties/images/items/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
}
}
if(data.seconds !== undefined && func0.call(data, "seconds")){
let data6 = data.seconds;
if((!((typeof data6 == "number") && (isFinite(data6)))) && (typeof data6 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/seconds",schemaPath:"#/$defs/computed_number/type",keyword:"type",params:{type: ["number","string"]}});
errors++;
}
if(typeof data6 === "string"){
if(!pattern3.test(data6)){
(vErrors ??= []).push({instancePath:instancePath+"/seconds",schemaPath:"#/$defs/computed_number/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if((typeof data6 == "number") && (isFinite(data6))){
if(data6 > 120 || isNaN(data6)){
(vErrors ??= []).push({instancePath:instancePath+"/seconds",schemaPath:"#/properties/seconds/maximum",keyword:"maximum",params:{comparison: "<=", limit: 120}});
errors++;
}
if(data6 < 0.5 || isNaN(data6)){
(vErrors ??= []).push({instancePath:instancePath+"/seconds",schemaPath:"#/properties/seconds/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0.5}});
errors++;
}
}
}
if(data.size !== undefined && func0.call(data, "size")){
let data7 = data.size;
if(typeof data7 === "string"){
if(!pattern26.test(data7)){
(vErrors ??= []).push({instancePath:instancePath+"/size",schemaPath:"#/$defs/size/pattern",keyword:"pattern",params:{pattern: "^(?:\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*|[1-9][0-9]{0,4}x[1-9][0-9]{0,4})$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/size",schemaPath:"#/$defs/size/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.fps !== undefined && func0.call(data, "fps")){
let data8 = data.fps;
if((!((typeof data8 == "number") && (isFinite(data8)))) && (typeof data8 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/fps",schemaPath:"#/$defs/computed_number/type",keyword:"type",params:{type: ["number","string"]}});
errors++;
}
if(typeof data8 === "string"){
if(!pattern3.test(data8)){
(vErrors ??= []).push({instancePath:instancePath+"/fps",schemaPath:"#/$defs/computed_number/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if((typeof data8 == "number") && (isFinite(data8))){
if(data8 > 60 || isNaN(data8)){
(vErrors ??= []).push({instancePath:instancePath+"/fps",schemaPath:"#/properties/fps/maximum",keyword:"maximum",params:{comparison: "<=", limit: 60}});
errors++;
}
if(data8 < 1 || isNaN(data8)){
(vErrors ??= []).push({instancePath:instancePath+"/fps",schemaPath:"#/properties/fps/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}});
errors++;
}
let res0;
if((1 === 0 || (res0 = data8/1, res0 !== parseInt(res0)))){
(vErrors ??= []).push({instancePath:instancePath+"/fps",schemaPath:"#/properties/fps/multipleOf",keyword:"multipleOf",params:{multipleOf: 1}});
errors++;
}
}
}
if(data.seed !== undefined && func0.call(data, "seed")){
let data9 = data.seed;
if((!((typeof data9 == "number") && (isFinite(data9)))) && (typeof data9 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/seed",schemaPath:"#/$defs/computed_number/type",keyword:"type",params:{type: ["number","string"]}});
errors++;
}
if(typeof data9 === "string"){
if(!pattern3.test(data9)){
(vErrors ??= []).push({instancePath:instancePath+"/seed",schemaPath:"#/$defs/computed_number/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if((typeof data9 == "number") && (isFinite(data9))){
if(data9 > 2147483647 || isNaN(data9)){
(vErrors ??= []).push({instancePath:instancePath+"/seed",schemaPath:"#/properties/seed/maximum",keyword:"maximum",params:{comparison: "<=", limit: 2147483647}});
errors++;
}
if(data9 < 0 || isNaN(data9)){
(vErrors ??= []).push({instancePath:instancePath+"/seed",schemaPath:"#/properties/seed/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
let res1;
if((1 === 0 || (res1 = data9/1, res1 !== parseInt(res1)))){
(vErrors ??= []).push({instancePath:instancePath+"/seed",schemaPath:"#/properties/seed/multipleOf",keyword:"multipleOf",params:{multipleOf: 1}});
errors++;
}
}
}
if(data.move !== undefined && func0.call(data, "move")){
let data10 = data.move;
if(typeof data10 === "string"){
if(!pattern35.test(data10)){
(vErrors ??= []).push({instancePath:instancePath+"/move",schemaPath:"#/properties/move/pattern",keyword:"pattern",params:{pattern: "^(?:still|zoom_in|zoom_out|pan_left|pan_right|pan_up|pan_down|[\\s\\S]*\\$\\{\\{[\\s\\S]*)$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/move",schemaPath:"#/properties/move/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.to !== undefined && func0.call(data, "to")){
let data11 = data.to;
if(typeof data11 === "string"){
if(func48(data11) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/to",schemaPath:"#/properties/to/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/to",schemaPath:"#/properties/to/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.max_cost !== undefined && func0.call(data, "max_cost")){
let data12 = data.max_cost;
if((typeof data12 == "number") && (isFinite(data12))){
if(data12 < 0 || isNaN(data12)){
(vErrors ??= []).push({instancePath:instancePath+"/max_cost",schemaPath:"#/$defs/usd/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/max_cost",schemaPath:"#/$defs/usd/type",keyword:"type",params:{type: "number"}});
errors++;
}
}
if(data.prompt !== undefined && func0.call(data, "prompt")){
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.text !== undefined && func0.call(data, "text")){
(vErrors ??= []).push({instancePath:instancePath+"/text",schemaPath:"#/dependentSchemas/prompt/properties/text/false schema",keyword:"false schema",params:{}});
errors++;
}
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


function validate53(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.file === undefined) || (!(func0.call(data, "file")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "file"}});
errors++;
}
for(const key0 of Object.keys(data)){
if(!((((key0 === "provider") || (key0 === "file")) || (key0 === "language")) || (key0 === "max_cost"))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.provider !== undefined && func0.call(data, "provider")){
let data0 = data.provider;
if(typeof data0 === "string"){
if(func48(data0) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/provider",schemaPath:"#/properties/provider/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/provider",schemaPath:"#/properties/provider/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.file !== undefined && func0.call(data, "file")){
let data1 = data.file;
if(typeof data1 === "string"){
if(func48(data1) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/file",schemaPath:"#/properties/file/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/file",schemaPath:"#/properties/file/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.language !== undefined && func0.call(data, "language")){
let data2 = data.language;
if(typeof data2 === "string"){
if(func48(data2) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/language",schemaPath:"#/properties/language/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/language",schemaPath:"#/properties/language/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.max_cost !== undefined && func0.call(data, "max_cost")){
let data3 = data.max_cost;
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 < 0 || isNaN(data3)){
(vErrors ??= []).push({instancePath:instancePath+"/max_cost",schemaPath:"#/$defs/usd/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/max_cost",schemaPath:"#/$defs/usd/type",keyword:"type",params:{type: "number"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}});
errors++;
}
validate53.errors = vErrors;
return errors === 0;
}


function validate57(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if((!(data && typeof data == "object" && !Array.isArray(data))) && (typeof data !== "string")){
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: ["object","string"]}});
errors++;
}
if(typeof data === "string"){
if(!pattern3.test(data)){
(vErrors ??= []).push({instancePath,schemaPath:"#/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.file === undefined) || (!(func0.call(data, "file")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "file"}});
errors++;
}
for(const key0 of Object.keys(data)){
if(!(((key0 === "file") || (key0 === "pause")) || (key0 === "gain"))){
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
if(data.pause !== undefined && func0.call(data, "pause")){
let data1 = data.pause;
if((!((typeof data1 == "number") && (isFinite(data1)))) && (typeof data1 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/pause",schemaPath:"#/$defs/computed_number/type",keyword:"type",params:{type: ["number","string"]}});
errors++;
}
if(typeof data1 === "string"){
if(!pattern3.test(data1)){
(vErrors ??= []).push({instancePath:instancePath+"/pause",schemaPath:"#/$defs/computed_number/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 > 60 || isNaN(data1)){
(vErrors ??= []).push({instancePath:instancePath+"/pause",schemaPath:"#/properties/pause/maximum",keyword:"maximum",params:{comparison: "<=", limit: 60}});
errors++;
}
if(data1 < 0 || isNaN(data1)){
(vErrors ??= []).push({instancePath:instancePath+"/pause",schemaPath:"#/properties/pause/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
}
if(data.gain !== undefined && func0.call(data, "gain")){
let data2 = data.gain;
if((!((typeof data2 == "number") && (isFinite(data2)))) && (typeof data2 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/gain",schemaPath:"#/$defs/computed_number/type",keyword:"type",params:{type: ["number","string"]}});
errors++;
}
if(typeof data2 === "string"){
if(!pattern3.test(data2)){
(vErrors ??= []).push({instancePath:instancePath+"/gain",schemaPath:"#/$defs/computed_number/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 > 24 || isNaN(data2)){
(vErrors ??= []).push({instancePath:instancePath+"/gain",schemaPath:"#/properties/gain/maximum",keyword:"maximum",params:{comparison: "<=", limit: 24}});
errors++;
}
if(data2 < -60 || isNaN(data2)){
(vErrors ??= []).push({instancePath:instancePath+"/gain",schemaPath:"#/properties/gain/minimum",keyword:"minimum",params:{comparison: ">=", limit: -60}});
errors++;
}
}
}
}
validate57.errors = vErrors;
return errors === 0;
}


function validate59(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if((!(data && typeof data == "object" && !Array.isArray(data))) && (typeof data !== "string")){
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: ["object","string"]}});
errors++;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 of Object.keys(data)){
if(!((((key0 === "file") || (key0 === "mood")) || (key0 === "seed")) || (key0 === "kind"))){
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
if(data.mood !== undefined && func0.call(data, "mood")){
let data1 = data.mood;
if(typeof data1 !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/mood",schemaPath:"#/properties/mood/type",keyword:"type",params:{type: "string"}});
errors++;
}
const _errs6 = errors;
let valid1 = false;
const _errs7 = errors;
if(!(((data1 === "calm") || (data1 === "bright")) || (data1 === "tense"))){
(vErrors ??= []).push({instancePath:instancePath+"/mood",schemaPath:"#/properties/mood/anyOf/0/enum",keyword:"enum",params:{allowedValues: ["calm","bright","tense"]}});
errors++;
}
var _valid0 = _errs7 === errors;
valid1 = valid1 || _valid0;
if(!valid1){
const _errs8 = errors;
if(typeof data1 === "string"){
if(!pattern3.test(data1)){
(vErrors ??= []).push({instancePath:instancePath+"/mood",schemaPath:"#/properties/mood/anyOf/1/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
var _valid0 = _errs8 === errors;
valid1 = valid1 || _valid0;
}
if(!valid1){
(vErrors ??= []).push({instancePath:instancePath+"/mood",schemaPath:"#/properties/mood/anyOf",keyword:"anyOf",params:{}});
errors++;
}
else {
errors = _errs6;
if(vErrors !== null){
if(_errs6){
vErrors.length = _errs6;
}
else {
vErrors = null;
}
}
}
}
if(data.seed !== undefined && func0.call(data, "seed")){
let data2 = data.seed;
if(((typeof data2 !== "string") && (!((typeof data2 == "number") && (isFinite(data2))))) && (typeof data2 !== "boolean")){
(vErrors ??= []).push({instancePath:instancePath+"/seed",schemaPath:"#/$defs/text/type",keyword:"type",params:{type: ["string","number","boolean"]}});
errors++;
}
}
if(data.kind !== undefined && func0.call(data, "kind")){
let data3 = data.kind;
if(typeof data3 !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/kind",schemaPath:"#/properties/kind/type",keyword:"type",params:{type: "string"}});
errors++;
}
const _errs14 = errors;
let valid3 = false;
const _errs15 = errors;
if(!((data3 === "loop") || (data3 === "jingle"))){
(vErrors ??= []).push({instancePath:instancePath+"/kind",schemaPath:"#/properties/kind/anyOf/0/enum",keyword:"enum",params:{allowedValues: ["loop","jingle"]}});
errors++;
}
var _valid1 = _errs15 === errors;
valid3 = valid3 || _valid1;
if(!valid3){
const _errs16 = errors;
if(typeof data3 === "string"){
if(!pattern3.test(data3)){
(vErrors ??= []).push({instancePath:instancePath+"/kind",schemaPath:"#/properties/kind/anyOf/1/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
var _valid1 = _errs16 === errors;
valid3 = valid3 || _valid1;
}
if(!valid3){
(vErrors ??= []).push({instancePath:instancePath+"/kind",schemaPath:"#/properties/kind/anyOf",keyword:"anyOf",params:{}});
errors++;
}
else {
errors = _errs14;
if(vErrors !== null){
if(_errs14){
vErrors.length = _errs14;
}
else {
vErrors = null;
}
}
}
}
}
validate59.errors = vErrors;
return errors === 0;
}


function validate63(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if((!(data && typeof data == "object" && !Array.isArray(data))) && (typeof data !== "string")){
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: ["object","string"]}});
errors++;
}
if(typeof data === "string"){
if(!pattern3.test(data)){
(vErrors ??= []).push({instancePath,schemaPath:"#/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.title === undefined) || (!(func0.call(data, "title")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "title"}});
errors++;
}
if((data.track === undefined) || (!(func0.call(data, "track")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "track"}});
errors++;
}
for(const key0 of Object.keys(data)){
if(!((key0 === "title") || (key0 === "track"))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.title !== undefined && func0.call(data, "title")){
let data0 = data.title;
if(((typeof data0 !== "string") && (!((typeof data0 == "number") && (isFinite(data0))))) && (typeof data0 !== "boolean")){
(vErrors ??= []).push({instancePath:instancePath+"/title",schemaPath:"#/$defs/text/type",keyword:"type",params:{type: ["string","number","boolean"]}});
errors++;
}
}
if(data.track !== undefined && func0.call(data, "track")){
let data1 = data.track;
if((!((typeof data1 == "number") && (isFinite(data1)))) && (typeof data1 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/track",schemaPath:"#/$defs/computed_number/type",keyword:"type",params:{type: ["number","string"]}});
errors++;
}
if(typeof data1 === "string"){
if(!pattern3.test(data1)){
(vErrors ??= []).push({instancePath:instancePath+"/track",schemaPath:"#/$defs/computed_number/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 > 1000000 || isNaN(data1)){
(vErrors ??= []).push({instancePath:instancePath+"/track",schemaPath:"#/properties/track/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000000}});
errors++;
}
if(data1 < 0 || isNaN(data1)){
(vErrors ??= []).push({instancePath:instancePath+"/track",schemaPath:"#/properties/track/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
}
}
validate63.errors = vErrors;
return errors === 0;
}


function validate56(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.op === undefined) || (!(func0.call(data, "op")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "op"}});
errors++;
}
if((data.tracks === undefined) || (!(func0.call(data, "tracks")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "tracks"}});
errors++;
}
for(const key0 of Object.keys(data)){
if(!(func0.call(names5, key0))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.op !== undefined && func0.call(data, "op")){
if("mix" !== data.op){
(vErrors ??= []).push({instancePath:instancePath+"/op",schemaPath:"#/properties/op/const",keyword:"const",params:{allowedValue: "mix"}});
errors++;
}
}
if(data.tracks !== undefined && func0.call(data, "tracks")){
let data1 = data.tracks;
if((!(Array.isArray(data1))) && (typeof data1 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/tracks",schemaPath:"#/properties/tracks/type",keyword:"type",params:{type: ["array","string"]}});
errors++;
}
if(typeof data1 === "string"){
if(!pattern3.test(data1)){
(vErrors ??= []).push({instancePath:instancePath+"/tracks",schemaPath:"#/properties/tracks/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if(Array.isArray(data1)){
const len0 = data1.length;
for(let i0=0; i0<len0; i0++){
if(!(validate57(data1[i0], {instancePath:instancePath+"/tracks/" + i0,parentData:data1,parentDataProperty:i0,rootData}))){
vErrors = vErrors === null ? validate57.errors : vErrors.concat(validate57.errors);
errors = vErrors.length;
}
}
}
}
if(data.intro !== undefined && func0.call(data, "intro")){
if(!(validate59(data.intro, {instancePath:instancePath+"/intro",parentData:data,parentDataProperty:"intro",rootData}))){
vErrors = vErrors === null ? validate59.errors : vErrors.concat(validate59.errors);
errors = vErrors.length;
}
}
if(data.outro !== undefined && func0.call(data, "outro")){
if(!(validate59(data.outro, {instancePath:instancePath+"/outro",parentData:data,parentDataProperty:"outro",rootData}))){
vErrors = vErrors === null ? validate59.errors : vErrors.concat(validate59.errors);
errors = vErrors.length;
}
}
if(data.music !== undefined && func0.call(data, "music")){
if(!(validate59(data.music, {instancePath:instancePath+"/music",parentData:data,parentDataProperty:"music",rootData}))){
vErrors = vErrors === null ? validate59.errors : vErrors.concat(validate59.errors);
errors = vErrors.length;
}
}
if(data.duck !== undefined && func0.call(data, "duck")){
let data6 = data.duck;
if((!((typeof data6 == "number") && (isFinite(data6)))) && (typeof data6 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/duck",schemaPath:"#/$defs/computed_number/type",keyword:"type",params:{type: ["number","string"]}});
errors++;
}
if(typeof data6 === "string"){
if(!pattern3.test(data6)){
(vErrors ??= []).push({instancePath:instancePath+"/duck",schemaPath:"#/$defs/computed_number/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if((typeof data6 == "number") && (isFinite(data6))){
if(data6 > 0 || isNaN(data6)){
(vErrors ??= []).push({instancePath:instancePath+"/duck",schemaPath:"#/properties/duck/maximum",keyword:"maximum",params:{comparison: "<=", limit: 0}});
errors++;
}
if(data6 < -60 || isNaN(data6)){
(vErrors ??= []).push({instancePath:instancePath+"/duck",schemaPath:"#/properties/duck/minimum",keyword:"minimum",params:{comparison: ">=", limit: -60}});
errors++;
}
}
}
if(data.loudness !== undefined && func0.call(data, "loudness")){
let data7 = data.loudness;
if((!((typeof data7 == "number") && (isFinite(data7)))) && (typeof data7 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/loudness",schemaPath:"#/$defs/computed_number/type",keyword:"type",params:{type: ["number","string"]}});
errors++;
}
if(typeof data7 === "string"){
if(!pattern3.test(data7)){
(vErrors ??= []).push({instancePath:instancePath+"/loudness",schemaPath:"#/$defs/computed_number/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if((typeof data7 == "number") && (isFinite(data7))){
if(data7 > -6 || isNaN(data7)){
(vErrors ??= []).push({instancePath:instancePath+"/loudness",schemaPath:"#/properties/loudness/maximum",keyword:"maximum",params:{comparison: "<=", limit: -6}});
errors++;
}
if(data7 < -40 || isNaN(data7)){
(vErrors ??= []).push({instancePath:instancePath+"/loudness",schemaPath:"#/properties/loudness/minimum",keyword:"minimum",params:{comparison: ">=", limit: -40}});
errors++;
}
}
}
if(data.format !== undefined && func0.call(data, "format")){
let data8 = data.format;
if(typeof data8 !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/format",schemaPath:"#/properties/format/type",keyword:"type",params:{type: "string"}});
errors++;
}
const _errs17 = errors;
let valid5 = false;
const _errs18 = errors;
if(!((data8 === "wav") || (data8 === "mp3"))){
(vErrors ??= []).push({instancePath:instancePath+"/format",schemaPath:"#/properties/format/anyOf/0/enum",keyword:"enum",params:{allowedValues: ["wav","mp3"]}});
errors++;
}
var _valid0 = _errs18 === errors;
valid5 = valid5 || _valid0;
if(!valid5){
const _errs19 = errors;
if(typeof data8 === "string"){
if(!pattern3.test(data8)){
(vErrors ??= []).push({instancePath:instancePath+"/format",schemaPath:"#/properties/format/anyOf/1/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
var _valid0 = _errs19 === errors;
valid5 = valid5 || _valid0;
}
if(!valid5){
(vErrors ??= []).push({instancePath:instancePath+"/format",schemaPath:"#/properties/format/anyOf",keyword:"anyOf",params:{}});
errors++;
}
else {
errors = _errs17;
if(vErrors !== null){
if(_errs17){
vErrors.length = _errs17;
}
else {
vErrors = null;
}
}
}
}
if(data.tags !== undefined && func0.call(data, "tags")){
let data9 = data.tags;
if((!(data9 && typeof data9 == "object" && !Array.isArray(data9))) && (typeof data9 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/tags",schemaPath:"#/properties/tags/type",keyword:"type",params:{type: ["object","string"]}});
errors++;
}
if(typeof data9 === "string"){
if(!pattern3.test(data9)){
(vErrors ??= []).push({instancePath:instancePath+"/tags",schemaPath:"#/properties/tags/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
for(const key1 of Object.keys(data9)){
if(!((((((((key1 === "title") || (key1 === "artist")) || (key1 === "album")) || (key1 === "track")) || (key1 === "year")) || (key1 === "genre")) || (key1 === "comment")) || (key1 === "cover"))){
(vErrors ??= []).push({instancePath:instancePath+"/tags",schemaPath:"#/properties/tags/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1}});
errors++;
}
}
if(data9.title !== undefined && func0.call(data9, "title")){
let data10 = data9.title;
if(((typeof data10 !== "string") && (!((typeof data10 == "number") && (isFinite(data10))))) && (typeof data10 !== "boolean")){
(vErrors ??= []).push({instancePath:instancePath+"/tags/title",schemaPath:"#/$defs/text/type",keyword:"type",params:{type: ["string","number","boolean"]}});
errors++;
}
}
if(data9.artist !== undefined && func0.call(data9, "artist")){
let data11 = data9.artist;
if(((typeof data11 !== "string") && (!((typeof data11 == "number") && (isFinite(data11))))) && (typeof data11 !== "boolean")){
(vErrors ??= []).push({instancePath:instancePath+"/tags/artist",schemaPath:"#/$defs/text/type",keyword:"type",params:{type: ["string","number","boolean"]}});
errors++;
}
}
if(data9.album !== undefined && func0.call(data9, "album")){
let data12 = data9.album;
if(((typeof data12 !== "string") && (!((typeof data12 == "number") && (isFinite(data12))))) && (typeof data12 !== "boolean")){
(vErrors ??= []).push({instancePath:instancePath+"/tags/album",schemaPath:"#/$defs/text/type",keyword:"type",params:{type: ["string","number","boolean"]}});
errors++;
}
}
if(data9.track !== undefined && func0.call(data9, "track")){
let data13 = data9.track;
if(((typeof data13 !== "string") && (!((typeof data13 == "number") && (isFinite(data13))))) && (typeof data13 !== "boolean")){
(vErrors ??= []).push({instancePath:instancePath+"/tags/track",schemaPath:"#/$defs/text/type",keyword:"type",params:{type: ["string","number","boolean"]}});
errors++;
}
}
if(data9.year !== undefined && func0.call(data9, "year")){
let data14 = data9.year;
if(((typeof data14 !== "string") && (!((typeof data14 == "number") && (isFinite(data14))))) && (typeof data14 !== "boolean")){
(vErrors ??= []).push({instancePath:instancePath+"/tags/year",schemaPath:"#/$defs/text/type",keyword:"type",params:{type: ["string","number","boolean"]}});
errors++;
}
}
if(data9.genre !== undefined && func0.call(data9, "genre")){
let data15 = data9.genre;
if(((typeof data15 !== "string") && (!((typeof data15 == "number") && (isFinite(data15))))) && (typeof data15 !== "boolean")){
(vErrors ??= []).push({instancePath:instancePath+"/tags/genre",schemaPath:"#/$defs/text/type",keyword:"type",params:{type: ["string","number","boolean"]}});
errors++;
}
}
if(data9.comment !== undefined && func0.call(data9, "comment")){
let data16 = data9.comment;
if(((typeof data16 !== "string") && (!((typeof data16 == "number") && (isFinite(data16))))) && (typeof data16 !== "boolean")){
(vErrors ??= []).push({instancePath:instancePath+"/tags/comment",schemaPath:"#/$defs/text/type",keyword:"type",params:{type: ["string","number","boolean"]}});
errors++;
}
}
if(data9.cover !== undefined && func0.call(data9, "cover")){
let data17 = data9.cover;
if(typeof data17 === "string"){
if(func48(data17) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/tags/cover",schemaPath:"#/properties/tags/properties/cover/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/tags/cover",schemaPath:"#/properties/tags/properties/cover/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
}
}
if(data.chapters !== undefined && func0.call(data, "chapters")){
let data18 = data.chapters;
if((!(Array.isArray(data18))) && (typeof data18 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/chapters",schemaPath:"#/properties/chapters/type",keyword:"type",params:{type: ["array","string"]}});
errors++;
}
if(typeof data18 === "string"){
if(!pattern3.test(data18)){
(vErrors ??= []).push({instancePath:instancePath+"/chapters",schemaPath:"#/properties/chapters/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if(Array.isArray(data18)){
const len1 = data18.length;
for(let i1=0; i1<len1; i1++){
if(!(validate63(data18[i1], {instancePath:instancePath+"/chapters/" + i1,parentData:data18,parentDataProperty:i1,rootData}))){
vErrors = vErrors === null ? validate63.errors : vErrors.concat(validate63.errors);
errors = vErrors.length;
}
}
}
}
if(data.to !== undefined && func0.call(data, "to")){
let data20 = data.to;
if(typeof data20 === "string"){
if(func48(data20) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/to",schemaPath:"#/properties/to/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/to",schemaPath:"#/properties/to/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.encoder !== undefined && func0.call(data, "encoder")){
let data21 = data.encoder;
if(typeof data21 !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/encoder",schemaPath:"#/properties/encoder/type",keyword:"type",params:{type: "string"}});
errors++;
}
const _errs53 = errors;
let valid16 = false;
const _errs54 = errors;
if(!(((data21 === "auto") || (data21 === "ffmpeg")) || (data21 === "wasm"))){
(vErrors ??= []).push({instancePath:instancePath+"/encoder",schemaPath:"#/properties/encoder/anyOf/0/enum",keyword:"enum",params:{allowedValues: ["auto","ffmpeg","wasm"]}});
errors++;
}
var _valid1 = _errs54 === errors;
valid16 = valid16 || _valid1;
if(!valid16){
const _errs55 = errors;
if(typeof data21 === "string"){
if(!pattern3.test(data21)){
(vErrors ??= []).push({instancePath:instancePath+"/encoder",schemaPath:"#/properties/encoder/anyOf/1/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
var _valid1 = _errs55 === errors;
valid16 = valid16 || _valid1;
}
if(!valid16){
(vErrors ??= []).push({instancePath:instancePath+"/encoder",schemaPath:"#/properties/encoder/anyOf",keyword:"anyOf",params:{}});
errors++;
}
else {
errors = _errs53;
if(vErrors !== null){
if(_errs53){
vErrors.length = _errs53;
}
else {
vErrors = null;
}
}
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}});
errors++;
}
validate56.errors = vErrors;
return errors === 0;
}


function validate66(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.op === undefined) || (!(func0.call(data, "op")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "op"}});
errors++;
}
if((data.images === undefined) || (!(func0.call(data, "images")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "images"}});
errors++;
}
for(const key0 of Object.keys(data)){
if(!((((((((key0 === "op") || (key0 === "images")) || (key0 === "seconds")) || (key0 === "move")) || (key0 === "size")) || (key0 === "fps")) || (key0 === "encoder")) || (key0 === "to"))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.op !== undefined && func0.call(data, "op")){
if("clip" !== data.op){
(vErrors ??= []).push({instancePath:instancePath+"/op",schemaPath:"#/properties/op/const",keyword:"const",params:{allowedValue: "clip"}});
errors++;
}
}
if(data.images !== undefined && func0.call(data, "images")){
let data1 = data.images;
if((!(Array.isArray(data1))) && (typeof data1 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/images",schemaPath:"#/properties/images/type",keyword:"type",params:{type: ["array","string"]}});
errors++;
}
if(typeof data1 === "string"){
if(!pattern3.test(data1)){
(vErrors ??= []).push({instancePath:instancePath+"/images",schemaPath:"#/properties/images/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if(Array.isArray(data1)){
const len0 = data1.length;
for(let i0=0; i0<len0; i0++){
let data2 = data1[i0];
if(((typeof data2 !== "string") && (!((typeof data2 == "number") && (isFinite(data2))))) && (typeof data2 !== "boolean")){
(vErrors ??= []).push({instancePath:instancePath+"/images/" + i0,schemaPath:"#/$defs/text/type",keyword:"type",params:{type: ["string","number","boolean"]}});
errors++;
}
}
}
}
if(data.seconds !== undefined && func0.call(data, "seconds")){
let data3 = data.seconds;
if((!((typeof data3 == "number") && (isFinite(data3)))) && (typeof data3 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/seconds",schemaPath:"#/$defs/computed_number/type",keyword:"type",params:{type: ["number","string"]}});
errors++;
}
if(typeof data3 === "string"){
if(!pattern3.test(data3)){
(vErrors ??= []).push({instancePath:instancePath+"/seconds",schemaPath:"#/$defs/computed_number/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 > 14400 || isNaN(data3)){
(vErrors ??= []).push({instancePath:instancePath+"/seconds",schemaPath:"#/properties/seconds/maximum",keyword:"maximum",params:{comparison: "<=", limit: 14400}});
errors++;
}
if(data3 < 0.1 || isNaN(data3)){
(vErrors ??= []).push({instancePath:instancePath+"/seconds",schemaPath:"#/properties/seconds/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0.1}});
errors++;
}
}
}
if(data.move !== undefined && func0.call(data, "move")){
let data4 = data.move;
if(typeof data4 !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/move",schemaPath:"#/properties/move/type",keyword:"type",params:{type: "string"}});
errors++;
}
const _errs13 = errors;
let valid5 = false;
const _errs14 = errors;
if(!(((((((data4 === "zoom_in") || (data4 === "zoom_out")) || (data4 === "pan_left")) || (data4 === "pan_right")) || (data4 === "pan_up")) || (data4 === "pan_down")) || (data4 === "still"))){
(vErrors ??= []).push({instancePath:instancePath+"/move",schemaPath:"#/properties/move/anyOf/0/enum",keyword:"enum",params:{allowedValues: ["zoom_in","zoom_out","pan_left","pan_right","pan_up","pan_down","still"]}});
errors++;
}
var _valid0 = _errs14 === errors;
valid5 = valid5 || _valid0;
if(!valid5){
const _errs15 = errors;
if(typeof data4 === "string"){
if(!pattern3.test(data4)){
(vErrors ??= []).push({instancePath:instancePath+"/move",schemaPath:"#/properties/move/anyOf/1/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
var _valid0 = _errs15 === errors;
valid5 = valid5 || _valid0;
}
if(!valid5){
(vErrors ??= []).push({instancePath:instancePath+"/move",schemaPath:"#/properties/move/anyOf",keyword:"anyOf",params:{}});
errors++;
}
else {
errors = _errs13;
if(vErrors !== null){
if(_errs13){
vErrors.length = _errs13;
}
else {
vErrors = null;
}
}
}
}
if(data.size !== undefined && func0.call(data, "size")){
let data5 = data.size;
if(typeof data5 === "string"){
if(!pattern26.test(data5)){
(vErrors ??= []).push({instancePath:instancePath+"/size",schemaPath:"#/$defs/size/pattern",keyword:"pattern",params:{pattern: "^(?:\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*|[1-9][0-9]{0,4}x[1-9][0-9]{0,4})$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/size",schemaPath:"#/$defs/size/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.fps !== undefined && func0.call(data, "fps")){
let data6 = data.fps;
if((!((typeof data6 == "number") && (isFinite(data6)))) && (typeof data6 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/fps",schemaPath:"#/$defs/computed_number/type",keyword:"type",params:{type: ["number","string"]}});
errors++;
}
if(typeof data6 === "string"){
if(!pattern3.test(data6)){
(vErrors ??= []).push({instancePath:instancePath+"/fps",schemaPath:"#/$defs/computed_number/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if((typeof data6 == "number") && (isFinite(data6))){
if(data6 > 60 || isNaN(data6)){
(vErrors ??= []).push({instancePath:instancePath+"/fps",schemaPath:"#/properties/fps/maximum",keyword:"maximum",params:{comparison: "<=", limit: 60}});
errors++;
}
if(data6 < 1 || isNaN(data6)){
(vErrors ??= []).push({instancePath:instancePath+"/fps",schemaPath:"#/properties/fps/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}});
errors++;
}
}
}
if(data.encoder !== undefined && func0.call(data, "encoder")){
let data7 = data.encoder;
if(typeof data7 !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/encoder",schemaPath:"#/properties/encoder/type",keyword:"type",params:{type: "string"}});
errors++;
}
const _errs24 = errors;
let valid8 = false;
const _errs25 = errors;
if(!(((data7 === "auto") || (data7 === "ffmpeg")) || (data7 === "wasm"))){
(vErrors ??= []).push({instancePath:instancePath+"/encoder",schemaPath:"#/properties/encoder/anyOf/0/enum",keyword:"enum",params:{allowedValues: ["auto","ffmpeg","wasm"]}});
errors++;
}
var _valid1 = _errs25 === errors;
valid8 = valid8 || _valid1;
if(!valid8){
const _errs26 = errors;
if(typeof data7 === "string"){
if(!pattern3.test(data7)){
(vErrors ??= []).push({instancePath:instancePath+"/encoder",schemaPath:"#/properties/encoder/anyOf/1/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
var _valid1 = _errs26 === errors;
valid8 = valid8 || _valid1;
}
if(!valid8){
(vErrors ??= []).push({instancePath:instancePath+"/encoder",schemaPath:"#/properties/encoder/anyOf",keyword:"anyOf",params:{}});
errors++;
}
else {
errors = _errs24;
if(vErrors !== null){
if(_errs24){
vErrors.length = _errs24;
}
else {
vErrors = null;
}
}
}
}
if(data.to !== undefined && func0.call(data, "to")){
let data8 = data.to;
if(typeof data8 === "string"){
if(func48(data8) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/to",schemaPath:"#/properties/to/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/to",schemaPath:"#/properties/to/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}});
errors++;
}
validate66.errors = vErrors;
return errors === 0;
}


function validate69(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if((!(data && typeof data == "object" && !Array.isArray(data))) && (typeof data !== "string")){
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: ["object","string"]}});
errors++;
}
if(typeof data === "string"){
if(!pattern3.test(data)){
(vErrors ??= []).push({instancePath,schemaPath:"#/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 of Object.keys(data)){
if(!(((((key0 === "image") || (key0 === "video")) || (key0 === "images")) || (key0 === "seconds")) || (key0 === "move"))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.image !== undefined && func0.call(data, "image")){
let data0 = data.image;
if(typeof data0 === "string"){
if(func48(data0) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/image",schemaPath:"#/properties/image/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/image",schemaPath:"#/properties/image/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.video !== undefined && func0.call(data, "video")){
let data1 = data.video;
if(typeof data1 === "string"){
if(func48(data1) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/video",schemaPath:"#/properties/video/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/video",schemaPath:"#/properties/video/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.images !== undefined && func0.call(data, "images")){
let data2 = data.images;
if((!(Array.isArray(data2))) && (typeof data2 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/images",schemaPath:"#/properties/images/type",keyword:"type",params:{type: ["array","string"]}});
errors++;
}
if(typeof data2 === "string"){
if(!pattern3.test(data2)){
(vErrors ??= []).push({instancePath:instancePath+"/images",schemaPath:"#/properties/images/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if(Array.isArray(data2)){
const len0 = data2.length;
for(let i0=0; i0<len0; i0++){
let data3 = data2[i0];
if(((typeof data3 !== "string") && (!((typeof data3 == "number") && (isFinite(data3))))) && (typeof data3 !== "boolean")){
(vErrors ??= []).push({instancePath:instancePath+"/images/" + i0,schemaPath:"#/$defs/text/type",keyword:"type",params:{type: ["string","number","boolean"]}});
errors++;
}
}
}
}
if(data.seconds !== undefined && func0.call(data, "seconds")){
let data4 = data.seconds;
if((!((typeof data4 == "number") && (isFinite(data4)))) && (typeof data4 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/seconds",schemaPath:"#/$defs/computed_number/type",keyword:"type",params:{type: ["number","string"]}});
errors++;
}
if(typeof data4 === "string"){
if(!pattern3.test(data4)){
(vErrors ??= []).push({instancePath:instancePath+"/seconds",schemaPath:"#/$defs/computed_number/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if((typeof data4 == "number") && (isFinite(data4))){
if(data4 > 14400 || isNaN(data4)){
(vErrors ??= []).push({instancePath:instancePath+"/seconds",schemaPath:"#/properties/seconds/maximum",keyword:"maximum",params:{comparison: "<=", limit: 14400}});
errors++;
}
if(data4 < 0.1 || isNaN(data4)){
(vErrors ??= []).push({instancePath:instancePath+"/seconds",schemaPath:"#/properties/seconds/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0.1}});
errors++;
}
}
}
if(data.move !== undefined && func0.call(data, "move")){
let data5 = data.move;
if(typeof data5 !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/move",schemaPath:"#/properties/move/type",keyword:"type",params:{type: "string"}});
errors++;
}
const _errs16 = errors;
let valid5 = false;
const _errs17 = errors;
if(!(((((((data5 === "zoom_in") || (data5 === "zoom_out")) || (data5 === "pan_left")) || (data5 === "pan_right")) || (data5 === "pan_up")) || (data5 === "pan_down")) || (data5 === "still"))){
(vErrors ??= []).push({instancePath:instancePath+"/move",schemaPath:"#/properties/move/anyOf/0/enum",keyword:"enum",params:{allowedValues: ["zoom_in","zoom_out","pan_left","pan_right","pan_up","pan_down","still"]}});
errors++;
}
var _valid0 = _errs17 === errors;
valid5 = valid5 || _valid0;
if(!valid5){
const _errs18 = errors;
if(typeof data5 === "string"){
if(!pattern3.test(data5)){
(vErrors ??= []).push({instancePath:instancePath+"/move",schemaPath:"#/properties/move/anyOf/1/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
var _valid0 = _errs18 === errors;
valid5 = valid5 || _valid0;
}
if(!valid5){
(vErrors ??= []).push({instancePath:instancePath+"/move",schemaPath:"#/properties/move/anyOf",keyword:"anyOf",params:{}});
errors++;
}
else {
errors = _errs16;
if(vErrors !== null){
if(_errs16){
vErrors.length = _errs16;
}
else {
vErrors = null;
}
}
}
}
}
validate69.errors = vErrors;
return errors === 0;
}


function validate73(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if((!(data && typeof data == "object" && !Array.isArray(data))) && (typeof data !== "string")){
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: ["object","string"]}});
errors++;
}
if(typeof data === "string"){
if(!pattern3.test(data)){
(vErrors ??= []).push({instancePath,schemaPath:"#/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.start === undefined) || (!(func0.call(data, "start")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "start"}});
errors++;
}
if((data.end === undefined) || (!(func0.call(data, "end")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "end"}});
errors++;
}
if((data.text === undefined) || (!(func0.call(data, "text")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "text"}});
errors++;
}
for(const key0 of Object.keys(data)){
if(!(((key0 === "start") || (key0 === "end")) || (key0 === "text"))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.start !== undefined && func0.call(data, "start")){
let data0 = data.start;
if((!((typeof data0 == "number") && (isFinite(data0)))) && (typeof data0 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/start",schemaPath:"#/$defs/computed_number/type",keyword:"type",params:{type: ["number","string"]}});
errors++;
}
if(typeof data0 === "string"){
if(!pattern3.test(data0)){
(vErrors ??= []).push({instancePath:instancePath+"/start",schemaPath:"#/$defs/computed_number/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if((typeof data0 == "number") && (isFinite(data0))){
if(data0 > 14400 || isNaN(data0)){
(vErrors ??= []).push({instancePath:instancePath+"/start",schemaPath:"#/properties/start/maximum",keyword:"maximum",params:{comparison: "<=", limit: 14400}});
errors++;
}
if(data0 < 0 || isNaN(data0)){
(vErrors ??= []).push({instancePath:instancePath+"/start",schemaPath:"#/properties/start/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
}
if(data.end !== undefined && func0.call(data, "end")){
let data1 = data.end;
if((!((typeof data1 == "number") && (isFinite(data1)))) && (typeof data1 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/end",schemaPath:"#/$defs/computed_number/type",keyword:"type",params:{type: ["number","string"]}});
errors++;
}
if(typeof data1 === "string"){
if(!pattern3.test(data1)){
(vErrors ??= []).push({instancePath:instancePath+"/end",schemaPath:"#/$defs/computed_number/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 > 14400 || isNaN(data1)){
(vErrors ??= []).push({instancePath:instancePath+"/end",schemaPath:"#/properties/end/maximum",keyword:"maximum",params:{comparison: "<=", limit: 14400}});
errors++;
}
if(data1 < 0 || isNaN(data1)){
(vErrors ??= []).push({instancePath:instancePath+"/end",schemaPath:"#/properties/end/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
}
if(data.text !== undefined && func0.call(data, "text")){
let data2 = data.text;
if(((typeof data2 !== "string") && (!((typeof data2 == "number") && (isFinite(data2))))) && (typeof data2 !== "boolean")){
(vErrors ??= []).push({instancePath:instancePath+"/text",schemaPath:"#/$defs/text/type",keyword:"type",params:{type: ["string","number","boolean"]}});
errors++;
}
}
}
validate73.errors = vErrors;
return errors === 0;
}


function validate68(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.op === undefined) || (!(func0.call(data, "op")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "op"}});
errors++;
}
if((data.scenes === undefined) || (!(func0.call(data, "scenes")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "scenes"}});
errors++;
}
for(const key0 of Object.keys(data)){
if(!(func0.call(names6, key0))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.op !== undefined && func0.call(data, "op")){
if("compose" !== data.op){
(vErrors ??= []).push({instancePath:instancePath+"/op",schemaPath:"#/properties/op/const",keyword:"const",params:{allowedValue: "compose"}});
errors++;
}
}
if(data.size !== undefined && func0.call(data, "size")){
let data1 = data.size;
if(typeof data1 === "string"){
if(!pattern26.test(data1)){
(vErrors ??= []).push({instancePath:instancePath+"/size",schemaPath:"#/$defs/size/pattern",keyword:"pattern",params:{pattern: "^(?:\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*|[1-9][0-9]{0,4}x[1-9][0-9]{0,4})$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/size",schemaPath:"#/$defs/size/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.fps !== undefined && func0.call(data, "fps")){
let data2 = data.fps;
if((!((typeof data2 == "number") && (isFinite(data2)))) && (typeof data2 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/fps",schemaPath:"#/$defs/computed_number/type",keyword:"type",params:{type: ["number","string"]}});
errors++;
}
if(typeof data2 === "string"){
if(!pattern3.test(data2)){
(vErrors ??= []).push({instancePath:instancePath+"/fps",schemaPath:"#/$defs/computed_number/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 > 60 || isNaN(data2)){
(vErrors ??= []).push({instancePath:instancePath+"/fps",schemaPath:"#/properties/fps/maximum",keyword:"maximum",params:{comparison: "<=", limit: 60}});
errors++;
}
if(data2 < 1 || isNaN(data2)){
(vErrors ??= []).push({instancePath:instancePath+"/fps",schemaPath:"#/properties/fps/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}});
errors++;
}
}
}
if(data.scenes !== undefined && func0.call(data, "scenes")){
let data3 = data.scenes;
if((!(Array.isArray(data3))) && (typeof data3 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/scenes",schemaPath:"#/properties/scenes/type",keyword:"type",params:{type: ["array","string"]}});
errors++;
}
if(typeof data3 === "string"){
if(!pattern3.test(data3)){
(vErrors ??= []).push({instancePath:instancePath+"/scenes",schemaPath:"#/properties/scenes/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if(Array.isArray(data3)){
const len0 = data3.length;
for(let i0=0; i0<len0; i0++){
if(!(validate69(data3[i0], {instancePath:instancePath+"/scenes/" + i0,parentData:data3,parentDataProperty:i0,rootData}))){
vErrors = vErrors === null ? validate69.errors : vErrors.concat(validate69.errors);
errors = vErrors.length;
}
}
}
}
if(data.voice !== undefined && func0.call(data, "voice")){
if(!(validate59(data.voice, {instancePath:instancePath+"/voice",parentData:data,parentDataProperty:"voice",rootData}))){
vErrors = vErrors === null ? validate59.errors : vErrors.concat(validate59.errors);
errors = vErrors.length;
}
}
if(data.music !== undefined && func0.call(data, "music")){
if(!(validate59(data.music, {instancePath:instancePath+"/music",parentData:data,parentDataProperty:"music",rootData}))){
vErrors = vErrors === null ? validate59.errors : vErrors.concat(validate59.errors);
errors = vErrors.length;
}
}
if(data.captions !== undefined && func0.call(data, "captions")){
let data7 = data.captions;
if((!(Array.isArray(data7))) && (typeof data7 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/captions",schemaPath:"#/properties/captions/type",keyword:"type",params:{type: ["array","string"]}});
errors++;
}
if(typeof data7 === "string"){
if(!pattern3.test(data7)){
(vErrors ??= []).push({instancePath:instancePath+"/captions",schemaPath:"#/properties/captions/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if(Array.isArray(data7)){
const len1 = data7.length;
for(let i1=0; i1<len1; i1++){
if(!(validate73(data7[i1], {instancePath:instancePath+"/captions/" + i1,parentData:data7,parentDataProperty:i1,rootData}))){
vErrors = vErrors === null ? validate73.errors : vErrors.concat(validate73.errors);
errors = vErrors.length;
}
}
}
}
if(data.transition !== undefined && func0.call(data, "transition")){
let data9 = data.transition;
if((!((typeof data9 == "number") && (isFinite(data9)))) && (typeof data9 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/transition",schemaPath:"#/$defs/computed_number/type",keyword:"type",params:{type: ["number","string"]}});
errors++;
}
if(typeof data9 === "string"){
if(!pattern3.test(data9)){
(vErrors ??= []).push({instancePath:instancePath+"/transition",schemaPath:"#/$defs/computed_number/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if((typeof data9 == "number") && (isFinite(data9))){
if(data9 > 10 || isNaN(data9)){
(vErrors ??= []).push({instancePath:instancePath+"/transition",schemaPath:"#/properties/transition/maximum",keyword:"maximum",params:{comparison: "<=", limit: 10}});
errors++;
}
if(data9 < 0 || isNaN(data9)){
(vErrors ??= []).push({instancePath:instancePath+"/transition",schemaPath:"#/properties/transition/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
}
if(data.duck !== undefined && func0.call(data, "duck")){
let data10 = data.duck;
if((!((typeof data10 == "number") && (isFinite(data10)))) && (typeof data10 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/duck",schemaPath:"#/$defs/computed_number/type",keyword:"type",params:{type: ["number","string"]}});
errors++;
}
if(typeof data10 === "string"){
if(!pattern3.test(data10)){
(vErrors ??= []).push({instancePath:instancePath+"/duck",schemaPath:"#/$defs/computed_number/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if((typeof data10 == "number") && (isFinite(data10))){
if(data10 > 0 || isNaN(data10)){
(vErrors ??= []).push({instancePath:instancePath+"/duck",schemaPath:"#/properties/duck/maximum",keyword:"maximum",params:{comparison: "<=", limit: 0}});
errors++;
}
if(data10 < -60 || isNaN(data10)){
(vErrors ??= []).push({instancePath:instancePath+"/duck",schemaPath:"#/properties/duck/minimum",keyword:"minimum",params:{comparison: ">=", limit: -60}});
errors++;
}
}
}
if(data.loudness !== undefined && func0.call(data, "loudness")){
let data11 = data.loudness;
if((!((typeof data11 == "number") && (isFinite(data11)))) && (typeof data11 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/loudness",schemaPath:"#/$defs/computed_number/type",keyword:"type",params:{type: ["number","string"]}});
errors++;
}
if(typeof data11 === "string"){
if(!pattern3.test(data11)){
(vErrors ??= []).push({instancePath:instancePath+"/loudness",schemaPath:"#/$defs/computed_number/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if((typeof data11 == "number") && (isFinite(data11))){
if(data11 > -6 || isNaN(data11)){
(vErrors ??= []).push({instancePath:instancePath+"/loudness",schemaPath:"#/properties/loudness/maximum",keyword:"maximum",params:{comparison: "<=", limit: -6}});
errors++;
}
if(data11 < -40 || isNaN(data11)){
(vErrors ??= []).push({instancePath:instancePath+"/loudness",schemaPath:"#/properties/loudness/minimum",keyword:"minimum",params:{comparison: ">=", limit: -40}});
errors++;
}
}
}
if(data.encoder !== undefined && func0.call(data, "encoder")){
let data12 = data.encoder;
if(typeof data12 !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/encoder",schemaPath:"#/properties/encoder/type",keyword:"type",params:{type: "string"}});
errors++;
}
const _errs28 = errors;
let valid10 = false;
const _errs29 = errors;
if(!(((data12 === "auto") || (data12 === "ffmpeg")) || (data12 === "wasm"))){
(vErrors ??= []).push({instancePath:instancePath+"/encoder",schemaPath:"#/properties/encoder/anyOf/0/enum",keyword:"enum",params:{allowedValues: ["auto","ffmpeg","wasm"]}});
errors++;
}
var _valid0 = _errs29 === errors;
valid10 = valid10 || _valid0;
if(!valid10){
const _errs30 = errors;
if(typeof data12 === "string"){
if(!pattern3.test(data12)){
(vErrors ??= []).push({instancePath:instancePath+"/encoder",schemaPath:"#/properties/encoder/anyOf/1/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
var _valid0 = _errs30 === errors;
valid10 = valid10 || _valid0;
}
if(!valid10){
(vErrors ??= []).push({instancePath:instancePath+"/encoder",schemaPath:"#/properties/encoder/anyOf",keyword:"anyOf",params:{}});
errors++;
}
else {
errors = _errs28;
if(vErrors !== null){
if(_errs28){
vErrors.length = _errs28;
}
else {
vErrors = null;
}
}
}
}
if(data.to !== undefined && func0.call(data, "to")){
let data13 = data.to;
if(typeof data13 === "string"){
if(func48(data13) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/to",schemaPath:"#/properties/to/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/to",schemaPath:"#/properties/to/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}});
errors++;
}
validate68.errors = vErrors;
return errors === 0;
}


function validate77(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if((!(data && typeof data == "object" && !Array.isArray(data))) && (typeof data !== "string")){
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: ["object","string"]}});
errors++;
}
if(data && typeof data == "object" && !Array.isArray(data)){
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
validate77.errors = vErrors;
return errors === 0;
}


function validate76(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.op === undefined) || (!(func0.call(data, "op")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "op"}});
errors++;
}
if((data.clips === undefined) || (!(func0.call(data, "clips")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "clips"}});
errors++;
}
for(const key0 of Object.keys(data)){
if(!(func0.call(names7, key0))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.op !== undefined && func0.call(data, "op")){
if("concat" !== data.op){
(vErrors ??= []).push({instancePath:instancePath+"/op",schemaPath:"#/properties/op/const",keyword:"const",params:{allowedValue: "concat"}});
errors++;
}
}
if(data.clips !== undefined && func0.call(data, "clips")){
let data1 = data.clips;
if((!(Array.isArray(data1))) && (typeof data1 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/clips",schemaPath:"#/properties/clips/type",keyword:"type",params:{type: ["array","string"]}});
errors++;
}
if(typeof data1 === "string"){
if(!pattern3.test(data1)){
(vErrors ??= []).push({instancePath:instancePath+"/clips",schemaPath:"#/properties/clips/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if(Array.isArray(data1)){
const len0 = data1.length;
for(let i0=0; i0<len0; i0++){
if(!(validate77(data1[i0], {instancePath:instancePath+"/clips/" + i0,parentData:data1,parentDataProperty:i0,rootData}))){
vErrors = vErrors === null ? validate77.errors : vErrors.concat(validate77.errors);
errors = vErrors.length;
}
}
}
}
if(data.transition !== undefined && func0.call(data, "transition")){
let data3 = data.transition;
if((!((typeof data3 == "number") && (isFinite(data3)))) && (typeof data3 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/transition",schemaPath:"#/$defs/computed_number/type",keyword:"type",params:{type: ["number","string"]}});
errors++;
}
if(typeof data3 === "string"){
if(!pattern3.test(data3)){
(vErrors ??= []).push({instancePath:instancePath+"/transition",schemaPath:"#/$defs/computed_number/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 > 10 || isNaN(data3)){
(vErrors ??= []).push({instancePath:instancePath+"/transition",schemaPath:"#/properties/transition/maximum",keyword:"maximum",params:{comparison: "<=", limit: 10}});
errors++;
}
if(data3 < 0 || isNaN(data3)){
(vErrors ??= []).push({instancePath:instancePath+"/transition",schemaPath:"#/properties/transition/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
}
if(data.audio !== undefined && func0.call(data, "audio")){
if(!(validate59(data.audio, {instancePath:instancePath+"/audio",parentData:data,parentDataProperty:"audio",rootData}))){
vErrors = vErrors === null ? validate59.errors : vErrors.concat(validate59.errors);
errors = vErrors.length;
}
}
if(data.music !== undefined && func0.call(data, "music")){
if(!(validate59(data.music, {instancePath:instancePath+"/music",parentData:data,parentDataProperty:"music",rootData}))){
vErrors = vErrors === null ? validate59.errors : vErrors.concat(validate59.errors);
errors = vErrors.length;
}
}
if(data.duck !== undefined && func0.call(data, "duck")){
let data6 = data.duck;
if((!((typeof data6 == "number") && (isFinite(data6)))) && (typeof data6 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/duck",schemaPath:"#/$defs/computed_number/type",keyword:"type",params:{type: ["number","string"]}});
errors++;
}
if(typeof data6 === "string"){
if(!pattern3.test(data6)){
(vErrors ??= []).push({instancePath:instancePath+"/duck",schemaPath:"#/$defs/computed_number/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if((typeof data6 == "number") && (isFinite(data6))){
if(data6 > 0 || isNaN(data6)){
(vErrors ??= []).push({instancePath:instancePath+"/duck",schemaPath:"#/properties/duck/maximum",keyword:"maximum",params:{comparison: "<=", limit: 0}});
errors++;
}
if(data6 < -60 || isNaN(data6)){
(vErrors ??= []).push({instancePath:instancePath+"/duck",schemaPath:"#/properties/duck/minimum",keyword:"minimum",params:{comparison: ">=", limit: -60}});
errors++;
}
}
}
if(data.loudness !== undefined && func0.call(data, "loudness")){
let data7 = data.loudness;
if((!((typeof data7 == "number") && (isFinite(data7)))) && (typeof data7 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/loudness",schemaPath:"#/$defs/computed_number/type",keyword:"type",params:{type: ["number","string"]}});
errors++;
}
if(typeof data7 === "string"){
if(!pattern3.test(data7)){
(vErrors ??= []).push({instancePath:instancePath+"/loudness",schemaPath:"#/$defs/computed_number/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if((typeof data7 == "number") && (isFinite(data7))){
if(data7 > -6 || isNaN(data7)){
(vErrors ??= []).push({instancePath:instancePath+"/loudness",schemaPath:"#/properties/loudness/maximum",keyword:"maximum",params:{comparison: "<=", limit: -6}});
errors++;
}
if(data7 < -40 || isNaN(data7)){
(vErrors ??= []).push({instancePath:instancePath+"/loudness",schemaPath:"#/properties/loudness/minimum",keyword:"minimum",params:{comparison: ">=", limit: -40}});
errors++;
}
}
}
if(data.size !== undefined && func0.call(data, "size")){
let data8 = data.size;
if(typeof data8 === "string"){
if(!pattern26.test(data8)){
(vErrors ??= []).push({instancePath:instancePath+"/size",schemaPath:"#/$defs/size/pattern",keyword:"pattern",params:{pattern: "^(?:\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*|[1-9][0-9]{0,4}x[1-9][0-9]{0,4})$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/size",schemaPath:"#/$defs/size/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.fps !== undefined && func0.call(data, "fps")){
let data9 = data.fps;
if((!((typeof data9 == "number") && (isFinite(data9)))) && (typeof data9 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/fps",schemaPath:"#/$defs/computed_number/type",keyword:"type",params:{type: ["number","string"]}});
errors++;
}
if(typeof data9 === "string"){
if(!pattern3.test(data9)){
(vErrors ??= []).push({instancePath:instancePath+"/fps",schemaPath:"#/$defs/computed_number/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if((typeof data9 == "number") && (isFinite(data9))){
if(data9 > 60 || isNaN(data9)){
(vErrors ??= []).push({instancePath:instancePath+"/fps",schemaPath:"#/properties/fps/maximum",keyword:"maximum",params:{comparison: "<=", limit: 60}});
errors++;
}
if(data9 < 1 || isNaN(data9)){
(vErrors ??= []).push({instancePath:instancePath+"/fps",schemaPath:"#/properties/fps/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}});
errors++;
}
}
}
if(data.encoder !== undefined && func0.call(data, "encoder")){
let data10 = data.encoder;
if(typeof data10 !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/encoder",schemaPath:"#/properties/encoder/type",keyword:"type",params:{type: "string"}});
errors++;
}
const _errs25 = errors;
let valid8 = false;
const _errs26 = errors;
if(!(((data10 === "auto") || (data10 === "ffmpeg")) || (data10 === "wasm"))){
(vErrors ??= []).push({instancePath:instancePath+"/encoder",schemaPath:"#/properties/encoder/anyOf/0/enum",keyword:"enum",params:{allowedValues: ["auto","ffmpeg","wasm"]}});
errors++;
}
var _valid0 = _errs26 === errors;
valid8 = valid8 || _valid0;
if(!valid8){
const _errs27 = errors;
if(typeof data10 === "string"){
if(!pattern3.test(data10)){
(vErrors ??= []).push({instancePath:instancePath+"/encoder",schemaPath:"#/properties/encoder/anyOf/1/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
var _valid0 = _errs27 === errors;
valid8 = valid8 || _valid0;
}
if(!valid8){
(vErrors ??= []).push({instancePath:instancePath+"/encoder",schemaPath:"#/properties/encoder/anyOf",keyword:"anyOf",params:{}});
errors++;
}
else {
errors = _errs25;
if(vErrors !== null){
if(_errs25){
vErrors.length = _errs25;
}
else {
vErrors = null;
}
}
}
}
if(data.to !== undefined && func0.call(data, "to")){
let data11 = data.to;
if(typeof data11 === "string"){
if(func48(data11) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/to",schemaPath:"#/properties/to/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/to",schemaPath:"#/properties/to/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}});
errors++;
}
validate76.errors = vErrors;
return errors === 0;
}


function validate82(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.op === undefined) || (!(func0.call(data, "op")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "op"}});
errors++;
}
if((data.file === undefined) || (!(func0.call(data, "file")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "file"}});
errors++;
}
for(const key0 of Object.keys(data)){
if(!((((((key0 === "op") || (key0 === "file")) || (key0 === "loudness")) || (key0 === "format")) || (key0 === "to")) || (key0 === "encoder"))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.op !== undefined && func0.call(data, "op")){
if("normalise" !== data.op){
(vErrors ??= []).push({instancePath:instancePath+"/op",schemaPath:"#/properties/op/const",keyword:"const",params:{allowedValue: "normalise"}});
errors++;
}
}
if(data.file !== undefined && func0.call(data, "file")){
let data1 = data.file;
if(typeof data1 === "string"){
if(func48(data1) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/file",schemaPath:"#/properties/file/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/file",schemaPath:"#/properties/file/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.loudness !== undefined && func0.call(data, "loudness")){
let data2 = data.loudness;
if((!((typeof data2 == "number") && (isFinite(data2)))) && (typeof data2 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/loudness",schemaPath:"#/$defs/computed_number/type",keyword:"type",params:{type: ["number","string"]}});
errors++;
}
if(typeof data2 === "string"){
if(!pattern3.test(data2)){
(vErrors ??= []).push({instancePath:instancePath+"/loudness",schemaPath:"#/$defs/computed_number/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 > -6 || isNaN(data2)){
(vErrors ??= []).push({instancePath:instancePath+"/loudness",schemaPath:"#/properties/loudness/maximum",keyword:"maximum",params:{comparison: "<=", limit: -6}});
errors++;
}
if(data2 < -40 || isNaN(data2)){
(vErrors ??= []).push({instancePath:instancePath+"/loudness",schemaPath:"#/properties/loudness/minimum",keyword:"minimum",params:{comparison: ">=", limit: -40}});
errors++;
}
}
}
if(data.format !== undefined && func0.call(data, "format")){
let data3 = data.format;
if(typeof data3 !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/format",schemaPath:"#/properties/format/type",keyword:"type",params:{type: "string"}});
errors++;
}
const _errs10 = errors;
let valid2 = false;
const _errs11 = errors;
if(!((data3 === "wav") || (data3 === "mp3"))){
(vErrors ??= []).push({instancePath:instancePath+"/format",schemaPath:"#/properties/format/anyOf/0/enum",keyword:"enum",params:{allowedValues: ["wav","mp3"]}});
errors++;
}
var _valid0 = _errs11 === errors;
valid2 = valid2 || _valid0;
if(!valid2){
const _errs12 = errors;
if(typeof data3 === "string"){
if(!pattern3.test(data3)){
(vErrors ??= []).push({instancePath:instancePath+"/format",schemaPath:"#/properties/format/anyOf/1/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
var _valid0 = _errs12 === errors;
valid2 = valid2 || _valid0;
}
if(!valid2){
(vErrors ??= []).push({instancePath:instancePath+"/format",schemaPath:"#/properties/format/anyOf",keyword:"anyOf",params:{}});
errors++;
}
else {
errors = _errs10;
if(vErrors !== null){
if(_errs10){
vErrors.length = _errs10;
}
else {
vErrors = null;
}
}
}
}
if(data.to !== undefined && func0.call(data, "to")){
let data4 = data.to;
if(typeof data4 === "string"){
if(func48(data4) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/to",schemaPath:"#/properties/to/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/to",schemaPath:"#/properties/to/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.encoder !== undefined && func0.call(data, "encoder")){
let data5 = data.encoder;
if(typeof data5 !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/encoder",schemaPath:"#/properties/encoder/type",keyword:"type",params:{type: "string"}});
errors++;
}
const _errs17 = errors;
let valid3 = false;
const _errs18 = errors;
if(!(((data5 === "auto") || (data5 === "ffmpeg")) || (data5 === "wasm"))){
(vErrors ??= []).push({instancePath:instancePath+"/encoder",schemaPath:"#/properties/encoder/anyOf/0/enum",keyword:"enum",params:{allowedValues: ["auto","ffmpeg","wasm"]}});
errors++;
}
var _valid1 = _errs18 === errors;
valid3 = valid3 || _valid1;
if(!valid3){
const _errs19 = errors;
if(typeof data5 === "string"){
if(!pattern3.test(data5)){
(vErrors ??= []).push({instancePath:instancePath+"/encoder",schemaPath:"#/properties/encoder/anyOf/1/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
var _valid1 = _errs19 === errors;
valid3 = valid3 || _valid1;
}
if(!valid3){
(vErrors ??= []).push({instancePath:instancePath+"/encoder",schemaPath:"#/properties/encoder/anyOf",keyword:"anyOf",params:{}});
errors++;
}
else {
errors = _errs17;
if(vErrors !== null){
if(_errs17){
vErrors.length = _errs17;
}
else {
vErrors = null;
}
}
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}});
errors++;
}
validate82.errors = vErrors;
return errors === 0;
}


function validate84(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.op === undefined) || (!(func0.call(data, "op")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "op"}});
errors++;
}
if((data.captions === undefined) || (!(func0.call(data, "captions")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "captions"}});
errors++;
}
for(const key0 of Object.keys(data)){
if(!(((key0 === "op") || (key0 === "captions")) || (key0 === "to"))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.op !== undefined && func0.call(data, "op")){
if("caption" !== data.op){
(vErrors ??= []).push({instancePath:instancePath+"/op",schemaPath:"#/properties/op/const",keyword:"const",params:{allowedValue: "caption"}});
errors++;
}
}
if(data.captions !== undefined && func0.call(data, "captions")){
let data1 = data.captions;
if((!(Array.isArray(data1))) && (typeof data1 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/captions",schemaPath:"#/properties/captions/type",keyword:"type",params:{type: ["array","string"]}});
errors++;
}
if(typeof data1 === "string"){
if(!pattern3.test(data1)){
(vErrors ??= []).push({instancePath:instancePath+"/captions",schemaPath:"#/properties/captions/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if(Array.isArray(data1)){
const len0 = data1.length;
for(let i0=0; i0<len0; i0++){
if(!(validate73(data1[i0], {instancePath:instancePath+"/captions/" + i0,parentData:data1,parentDataProperty:i0,rootData}))){
vErrors = vErrors === null ? validate73.errors : vErrors.concat(validate73.errors);
errors = vErrors.length;
}
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
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}});
errors++;
}
validate84.errors = vErrors;
return errors === 0;
}


function validate87(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.op === undefined) || (!(func0.call(data, "op")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "op"}});
errors++;
}
for(const key0 of Object.keys(data)){
if(!((((((((key0 === "op") || (key0 === "image")) || (key0 === "video")) || (key0 === "at")) || (key0 === "title")) || (key0 === "size")) || (key0 === "to")) || (key0 === "encoder"))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.op !== undefined && func0.call(data, "op")){
if("thumbnail" !== data.op){
(vErrors ??= []).push({instancePath:instancePath+"/op",schemaPath:"#/properties/op/const",keyword:"const",params:{allowedValue: "thumbnail"}});
errors++;
}
}
if(data.image !== undefined && func0.call(data, "image")){
let data1 = data.image;
if(typeof data1 === "string"){
if(func48(data1) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/image",schemaPath:"#/properties/image/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/image",schemaPath:"#/properties/image/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.video !== undefined && func0.call(data, "video")){
let data2 = data.video;
if(typeof data2 === "string"){
if(func48(data2) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/video",schemaPath:"#/properties/video/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/video",schemaPath:"#/properties/video/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.at !== undefined && func0.call(data, "at")){
let data3 = data.at;
if((!((typeof data3 == "number") && (isFinite(data3)))) && (typeof data3 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/at",schemaPath:"#/$defs/computed_number/type",keyword:"type",params:{type: ["number","string"]}});
errors++;
}
if(typeof data3 === "string"){
if(!pattern3.test(data3)){
(vErrors ??= []).push({instancePath:instancePath+"/at",schemaPath:"#/$defs/computed_number/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 > 14400 || isNaN(data3)){
(vErrors ??= []).push({instancePath:instancePath+"/at",schemaPath:"#/properties/at/maximum",keyword:"maximum",params:{comparison: "<=", limit: 14400}});
errors++;
}
if(data3 < 0 || isNaN(data3)){
(vErrors ??= []).push({instancePath:instancePath+"/at",schemaPath:"#/properties/at/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
}
if(data.title !== undefined && func0.call(data, "title")){
let data4 = data.title;
if(((typeof data4 !== "string") && (!((typeof data4 == "number") && (isFinite(data4))))) && (typeof data4 !== "boolean")){
(vErrors ??= []).push({instancePath:instancePath+"/title",schemaPath:"#/$defs/text/type",keyword:"type",params:{type: ["string","number","boolean"]}});
errors++;
}
}
if(data.size !== undefined && func0.call(data, "size")){
let data5 = data.size;
if(typeof data5 === "string"){
if(!pattern26.test(data5)){
(vErrors ??= []).push({instancePath:instancePath+"/size",schemaPath:"#/$defs/size/pattern",keyword:"pattern",params:{pattern: "^(?:\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*|[1-9][0-9]{0,4}x[1-9][0-9]{0,4})$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/size",schemaPath:"#/$defs/size/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.to !== undefined && func0.call(data, "to")){
let data6 = data.to;
if(typeof data6 === "string"){
if(func48(data6) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/to",schemaPath:"#/properties/to/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/to",schemaPath:"#/properties/to/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.encoder !== undefined && func0.call(data, "encoder")){
let data7 = data.encoder;
if(typeof data7 !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/encoder",schemaPath:"#/properties/encoder/type",keyword:"type",params:{type: "string"}});
errors++;
}
const _errs20 = errors;
let valid4 = false;
const _errs21 = errors;
if(!(((data7 === "auto") || (data7 === "ffmpeg")) || (data7 === "wasm"))){
(vErrors ??= []).push({instancePath:instancePath+"/encoder",schemaPath:"#/properties/encoder/anyOf/0/enum",keyword:"enum",params:{allowedValues: ["auto","ffmpeg","wasm"]}});
errors++;
}
var _valid0 = _errs21 === errors;
valid4 = valid4 || _valid0;
if(!valid4){
const _errs22 = errors;
if(typeof data7 === "string"){
if(!pattern3.test(data7)){
(vErrors ??= []).push({instancePath:instancePath+"/encoder",schemaPath:"#/properties/encoder/anyOf/1/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
var _valid0 = _errs22 === errors;
valid4 = valid4 || _valid0;
}
if(!valid4){
(vErrors ??= []).push({instancePath:instancePath+"/encoder",schemaPath:"#/properties/encoder/anyOf",keyword:"anyOf",params:{}});
errors++;
}
else {
errors = _errs20;
if(vErrors !== null){
if(_errs20){
vErrors.length = _errs20;
}
else {
vErrors = null;
}
}
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}});
errors++;
}
validate87.errors = vErrors;
return errors === 0;
}


function validate89(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.op === undefined) || (!(func0.call(data, "op")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "op"}});
errors++;
}
for(const key0 of Object.keys(data)){
if(!((((((((key0 === "op") || (key0 === "mood")) || (key0 === "seed")) || (key0 === "kind")) || (key0 === "seconds")) || (key0 === "loudness")) || (key0 === "format")) || (key0 === "to"))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.op !== undefined && func0.call(data, "op")){
if("music" !== data.op){
(vErrors ??= []).push({instancePath:instancePath+"/op",schemaPath:"#/properties/op/const",keyword:"const",params:{allowedValue: "music"}});
errors++;
}
}
if(data.mood !== undefined && func0.call(data, "mood")){
let data1 = data.mood;
if(typeof data1 !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/mood",schemaPath:"#/properties/mood/type",keyword:"type",params:{type: "string"}});
errors++;
}
const _errs5 = errors;
let valid1 = false;
const _errs6 = errors;
if(!(((data1 === "calm") || (data1 === "bright")) || (data1 === "tense"))){
(vErrors ??= []).push({instancePath:instancePath+"/mood",schemaPath:"#/properties/mood/anyOf/0/enum",keyword:"enum",params:{allowedValues: ["calm","bright","tense"]}});
errors++;
}
var _valid0 = _errs6 === errors;
valid1 = valid1 || _valid0;
if(!valid1){
const _errs7 = errors;
if(typeof data1 === "string"){
if(!pattern3.test(data1)){
(vErrors ??= []).push({instancePath:instancePath+"/mood",schemaPath:"#/properties/mood/anyOf/1/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
var _valid0 = _errs7 === errors;
valid1 = valid1 || _valid0;
}
if(!valid1){
(vErrors ??= []).push({instancePath:instancePath+"/mood",schemaPath:"#/properties/mood/anyOf",keyword:"anyOf",params:{}});
errors++;
}
else {
errors = _errs5;
if(vErrors !== null){
if(_errs5){
vErrors.length = _errs5;
}
else {
vErrors = null;
}
}
}
}
if(data.seed !== undefined && func0.call(data, "seed")){
let data2 = data.seed;
if(((typeof data2 !== "string") && (!((typeof data2 == "number") && (isFinite(data2))))) && (typeof data2 !== "boolean")){
(vErrors ??= []).push({instancePath:instancePath+"/seed",schemaPath:"#/$defs/text/type",keyword:"type",params:{type: ["string","number","boolean"]}});
errors++;
}
}
if(data.kind !== undefined && func0.call(data, "kind")){
let data3 = data.kind;
if(typeof data3 !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/kind",schemaPath:"#/properties/kind/type",keyword:"type",params:{type: "string"}});
errors++;
}
const _errs13 = errors;
let valid3 = false;
const _errs14 = errors;
if(!((data3 === "loop") || (data3 === "jingle"))){
(vErrors ??= []).push({instancePath:instancePath+"/kind",schemaPath:"#/properties/kind/anyOf/0/enum",keyword:"enum",params:{allowedValues: ["loop","jingle"]}});
errors++;
}
var _valid1 = _errs14 === errors;
valid3 = valid3 || _valid1;
if(!valid3){
const _errs15 = errors;
if(typeof data3 === "string"){
if(!pattern3.test(data3)){
(vErrors ??= []).push({instancePath:instancePath+"/kind",schemaPath:"#/properties/kind/anyOf/1/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
var _valid1 = _errs15 === errors;
valid3 = valid3 || _valid1;
}
if(!valid3){
(vErrors ??= []).push({instancePath:instancePath+"/kind",schemaPath:"#/properties/kind/anyOf",keyword:"anyOf",params:{}});
errors++;
}
else {
errors = _errs13;
if(vErrors !== null){
if(_errs13){
vErrors.length = _errs13;
}
else {
vErrors = null;
}
}
}
}
if(data.seconds !== undefined && func0.call(data, "seconds")){
let data4 = data.seconds;
if((!((typeof data4 == "number") && (isFinite(data4)))) && (typeof data4 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/seconds",schemaPath:"#/$defs/computed_number/type",keyword:"type",params:{type: ["number","string"]}});
errors++;
}
if(typeof data4 === "string"){
if(!pattern3.test(data4)){
(vErrors ??= []).push({instancePath:instancePath+"/seconds",schemaPath:"#/$defs/computed_number/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if((typeof data4 == "number") && (isFinite(data4))){
if(data4 > 14400 || isNaN(data4)){
(vErrors ??= []).push({instancePath:instancePath+"/seconds",schemaPath:"#/properties/seconds/maximum",keyword:"maximum",params:{comparison: "<=", limit: 14400}});
errors++;
}
if(data4 < 1 || isNaN(data4)){
(vErrors ??= []).push({instancePath:instancePath+"/seconds",schemaPath:"#/properties/seconds/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}});
errors++;
}
}
}
if(data.loudness !== undefined && func0.call(data, "loudness")){
let data5 = data.loudness;
if((!((typeof data5 == "number") && (isFinite(data5)))) && (typeof data5 !== "string")){
(vErrors ??= []).push({instancePath:instancePath+"/loudness",schemaPath:"#/$defs/computed_number/type",keyword:"type",params:{type: ["number","string"]}});
errors++;
}
if(typeof data5 === "string"){
if(!pattern3.test(data5)){
(vErrors ??= []).push({instancePath:instancePath+"/loudness",schemaPath:"#/$defs/computed_number/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
if((typeof data5 == "number") && (isFinite(data5))){
if(data5 > -6 || isNaN(data5)){
(vErrors ??= []).push({instancePath:instancePath+"/loudness",schemaPath:"#/properties/loudness/maximum",keyword:"maximum",params:{comparison: "<=", limit: -6}});
errors++;
}
if(data5 < -40 || isNaN(data5)){
(vErrors ??= []).push({instancePath:instancePath+"/loudness",schemaPath:"#/properties/loudness/minimum",keyword:"minimum",params:{comparison: ">=", limit: -40}});
errors++;
}
}
}
if(data.format !== undefined && func0.call(data, "format")){
let data6 = data.format;
if(typeof data6 !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/format",schemaPath:"#/properties/format/type",keyword:"type",params:{type: "string"}});
errors++;
}
const _errs24 = errors;
let valid6 = false;
const _errs25 = errors;
if(!((data6 === "wav") || (data6 === "mp3"))){
(vErrors ??= []).push({instancePath:instancePath+"/format",schemaPath:"#/properties/format/anyOf/0/enum",keyword:"enum",params:{allowedValues: ["wav","mp3"]}});
errors++;
}
var _valid2 = _errs25 === errors;
valid6 = valid6 || _valid2;
if(!valid6){
const _errs26 = errors;
if(typeof data6 === "string"){
if(!pattern3.test(data6)){
(vErrors ??= []).push({instancePath:instancePath+"/format",schemaPath:"#/properties/format/anyOf/1/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
var _valid2 = _errs26 === errors;
valid6 = valid6 || _valid2;
}
if(!valid6){
(vErrors ??= []).push({instancePath:instancePath+"/format",schemaPath:"#/properties/format/anyOf",keyword:"anyOf",params:{}});
errors++;
}
else {
errors = _errs24;
if(vErrors !== null){
if(_errs24){
vErrors.length = _errs24;
}
else {
vErrors = null;
}
}
}
}
if(data.to !== undefined && func0.call(data, "to")){
let data7 = data.to;
if(typeof data7 === "string"){
if(func48(data7) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/to",schemaPath:"#/properties/to/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/to",schemaPath:"#/properties/to/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}});
errors++;
}
validate89.errors = vErrors;
return errors === 0;
}


function validate91(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.op === undefined) || (!(func0.call(data, "op")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "op"}});
errors++;
}
if((data.file === undefined) || (!(func0.call(data, "file")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "file"}});
errors++;
}
for(const key0 of Object.keys(data)){
if(!((((key0 === "op") || (key0 === "file")) || (key0 === "encoder")) || (key0 === "to"))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.op !== undefined && func0.call(data, "op")){
if("probe" !== data.op){
(vErrors ??= []).push({instancePath:instancePath+"/op",schemaPath:"#/properties/op/const",keyword:"const",params:{allowedValue: "probe"}});
errors++;
}
}
if(data.file !== undefined && func0.call(data, "file")){
let data1 = data.file;
if(typeof data1 === "string"){
if(func48(data1) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/file",schemaPath:"#/properties/file/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/file",schemaPath:"#/properties/file/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.encoder !== undefined && func0.call(data, "encoder")){
let data2 = data.encoder;
if(typeof data2 !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/encoder",schemaPath:"#/properties/encoder/type",keyword:"type",params:{type: "string"}});
errors++;
}
const _errs7 = errors;
let valid1 = false;
const _errs8 = errors;
if(!(((data2 === "auto") || (data2 === "ffmpeg")) || (data2 === "wasm"))){
(vErrors ??= []).push({instancePath:instancePath+"/encoder",schemaPath:"#/properties/encoder/anyOf/0/enum",keyword:"enum",params:{allowedValues: ["auto","ffmpeg","wasm"]}});
errors++;
}
var _valid0 = _errs8 === errors;
valid1 = valid1 || _valid0;
if(!valid1){
const _errs9 = errors;
if(typeof data2 === "string"){
if(!pattern3.test(data2)){
(vErrors ??= []).push({instancePath:instancePath+"/encoder",schemaPath:"#/properties/encoder/anyOf/1/pattern",keyword:"pattern",params:{pattern: "^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}});
errors++;
}
}
var _valid0 = _errs9 === errors;
valid1 = valid1 || _valid0;
}
if(!valid1){
(vErrors ??= []).push({instancePath:instancePath+"/encoder",schemaPath:"#/properties/encoder/anyOf",keyword:"anyOf",params:{}});
errors++;
}
else {
errors = _errs7;
if(vErrors !== null){
if(_errs7){
vErrors.length = _errs7;
}
else {
vErrors = null;
}
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
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}});
errors++;
}
validate91.errors = vErrors;
return errors === 0;
}


function validate55(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.op !== undefined && func0.call(data, "op")){
let data0 = data.op;
if(typeof data0 !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/op",schemaPath:"#/allOf/0/properties/op/type",keyword:"type",params:{type: "string"}});
errors++;
}
if(!(((((((((data0 === "mix") || (data0 === "clip")) || (data0 === "compose")) || (data0 === "concat")) || (data0 === "normalise")) || (data0 === "caption")) || (data0 === "thumbnail")) || (data0 === "music")) || (data0 === "probe"))){
(vErrors ??= []).push({instancePath:instancePath+"/op",schemaPath:"#/allOf/0/properties/op/enum",keyword:"enum",params:{allowedValues: ["mix","clip","compose","concat","normalise","caption","thumbnail","music","probe"]}});
errors++;
}
}
}
const _errs5 = errors;
let valid2 = true;
const _errs6 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if(((data.op === undefined) || (!(func0.call(data, "op")))) && (missing0 = "op")){
(vErrors ??= []).push({});
errors++;
}
else {
if(data.op !== undefined && func0.call(data, "op")){
if("mix" !== data.op){
(vErrors ??= []).push({});
errors++;
}
}
}
}
var _valid0 = _errs6 === errors;
errors = _errs5;
if(vErrors !== null){
if(_errs5){
vErrors.length = _errs5;
}
else {
vErrors = null;
}
}
if(_valid0){
const _errs8 = errors;
if(!(validate56(data, {instancePath,parentData,parentDataProperty,rootData}))){
vErrors = vErrors === null ? validate56.errors : vErrors.concat(validate56.errors);
errors = vErrors.length;
}
var _valid0 = _errs8 === errors;
valid2 = _valid0;
}
if(!valid2){
(vErrors ??= []).push({instancePath,schemaPath:"#/allOf/1/if",keyword:"if",params:{failingKeyword: "then"}});
errors++;
}
const _errs10 = errors;
let valid4 = true;
const _errs11 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
let missing1;
if(((data.op === undefined) || (!(func0.call(data, "op")))) && (missing1 = "op")){
(vErrors ??= []).push({});
errors++;
}
else {
if(data.op !== undefined && func0.call(data, "op")){
if("clip" !== data.op){
(vErrors ??= []).push({});
errors++;
}
}
}
}
var _valid1 = _errs11 === errors;
errors = _errs10;
if(vErrors !== null){
if(_errs10){
vErrors.length = _errs10;
}
else {
vErrors = null;
}
}
if(_valid1){
const _errs13 = errors;
if(!(validate66(data, {instancePath,parentData,parentDataProperty,rootData}))){
vErrors = vErrors === null ? validate66.errors : vErrors.concat(validate66.errors);
errors = vErrors.length;
}
var _valid1 = _errs13 === errors;
valid4 = _valid1;
}
if(!valid4){
(vErrors ??= []).push({instancePath,schemaPath:"#/allOf/2/if",keyword:"if",params:{failingKeyword: "then"}});
errors++;
}
const _errs15 = errors;
let valid6 = true;
const _errs16 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
let missing2;
if(((data.op === undefined) || (!(func0.call(data, "op")))) && (missing2 = "op")){
(vErrors ??= []).push({});
errors++;
}
else {
if(data.op !== undefined && func0.call(data, "op")){
if("compose" !== data.op){
(vErrors ??= []).push({});
errors++;
}
}
}
}
var _valid2 = _errs16 === errors;
errors = _errs15;
if(vErrors !== null){
if(_errs15){
vErrors.length = _errs15;
}
else {
vErrors = null;
}
}
if(_valid2){
const _errs18 = errors;
if(!(validate68(data, {instancePath,parentData,parentDataProperty,rootData}))){
vErrors = vErrors === null ? validate68.errors : vErrors.concat(validate68.errors);
errors = vErrors.length;
}
var _valid2 = _errs18 === errors;
valid6 = _valid2;
}
if(!valid6){
(vErrors ??= []).push({instancePath,schemaPath:"#/allOf/3/if",keyword:"if",params:{failingKeyword: "then"}});
errors++;
}
const _errs20 = errors;
let valid8 = true;
const _errs21 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
let missing3;
if(((data.op === undefined) || (!(func0.call(data, "op")))) && (missing3 = "op")){
(vErrors ??= []).push({});
errors++;
}
else {
if(data.op !== undefined && func0.call(data, "op")){
if("concat" !== data.op){
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
if(!(validate76(data, {instancePath,parentData,parentDataProperty,rootData}))){
vErrors = vErrors === null ? validate76.errors : vErrors.concat(validate76.errors);
errors = vErrors.length;
}
var _valid3 = _errs23 === errors;
valid8 = _valid3;
}
if(!valid8){
(vErrors ??= []).push({instancePath,schemaPath:"#/allOf/4/if",keyword:"if",params:{failingKeyword: "then"}});
errors++;
}
const _errs25 = errors;
let valid10 = true;
const _errs26 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
let missing4;
if(((data.op === undefined) || (!(func0.call(data, "op")))) && (missing4 = "op")){
(vErrors ??= []).push({});
errors++;
}
else {
if(data.op !== undefined && func0.call(data, "op")){
if("normalise" !== data.op){
(vErrors ??= []).push({});
errors++;
}
}
}
}
var _valid4 = _errs26 === errors;
errors = _errs25;
if(vErrors !== null){
if(_errs25){
vErrors.length = _errs25;
}
else {
vErrors = null;
}
}
if(_valid4){
const _errs28 = errors;
if(!(validate82(data, {instancePath,parentData,parentDataProperty,rootData}))){
vErrors = vErrors === null ? validate82.errors : vErrors.concat(validate82.errors);
errors = vErrors.length;
}
var _valid4 = _errs28 === errors;
valid10 = _valid4;
}
if(!valid10){
(vErrors ??= []).push({instancePath,schemaPath:"#/allOf/5/if",keyword:"if",params:{failingKeyword: "then"}});
errors++;
}
const _errs30 = errors;
let valid12 = true;
const _errs31 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
let missing5;
if(((data.op === undefined) || (!(func0.call(data, "op")))) && (missing5 = "op")){
(vErrors ??= []).push({});
errors++;
}
else {
if(data.op !== undefined && func0.call(data, "op")){
if("caption" !== data.op){
(vErrors ??= []).push({});
errors++;
}
}
}
}
var _valid5 = _errs31 === errors;
errors = _errs30;
if(vErrors !== null){
if(_errs30){
vErrors.length = _errs30;
}
else {
vErrors = null;
}
}
if(_valid5){
const _errs33 = errors;
if(!(validate84(data, {instancePath,parentData,parentDataProperty,rootData}))){
vErrors = vErrors === null ? validate84.errors : vErrors.concat(validate84.errors);
errors = vErrors.length;
}
var _valid5 = _errs33 === errors;
valid12 = _valid5;
}
if(!valid12){
(vErrors ??= []).push({instancePath,schemaPath:"#/allOf/6/if",keyword:"if",params:{failingKeyword: "then"}});
errors++;
}
const _errs35 = errors;
let valid14 = true;
const _errs36 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
let missing6;
if(((data.op === undefined) || (!(func0.call(data, "op")))) && (missing6 = "op")){
(vErrors ??= []).push({});
errors++;
}
else {
if(data.op !== undefined && func0.call(data, "op")){
if("thumbnail" !== data.op){
(vErrors ??= []).push({});
errors++;
}
}
}
}
var _valid6 = _errs36 === errors;
errors = _errs35;
if(vErrors !== null){
if(_errs35){
vErrors.length = _errs35;
}
else {
vErrors = null;
}
}
if(_valid6){
const _errs38 = errors;
if(!(validate87(data, {instancePath,parentData,parentDataProperty,rootData}))){
vErrors = vErrors === null ? validate87.errors : vErrors.concat(validate87.errors);
errors = vErrors.length;
}
var _valid6 = _errs38 === errors;
valid14 = _valid6;
}
if(!valid14){
(vErrors ??= []).push({instancePath,schemaPath:"#/allOf/7/if",keyword:"if",params:{failingKeyword: "then"}});
errors++;
}
const _errs40 = errors;
let valid16 = true;
const _errs41 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
let missing7;
if(((data.op === undefined) || (!(func0.call(data, "op")))) && (missing7 = "op")){
(vErrors ??= []).push({});
errors++;
}
else {
if(data.op !== undefined && func0.call(data, "op")){
if("music" !== data.op){
(vErrors ??= []).push({});
errors++;
}
}
}
}
var _valid7 = _errs41 === errors;
errors = _errs40;
if(vErrors !== null){
if(_errs40){
vErrors.length = _errs40;
}
else {
vErrors = null;
}
}
if(_valid7){
const _errs43 = errors;
if(!(validate89(data, {instancePath,parentData,parentDataProperty,rootData}))){
vErrors = vErrors === null ? validate89.errors : vErrors.concat(validate89.errors);
errors = vErrors.length;
}
var _valid7 = _errs43 === errors;
valid16 = _valid7;
}
if(!valid16){
(vErrors ??= []).push({instancePath,schemaPath:"#/allOf/8/if",keyword:"if",params:{failingKeyword: "then"}});
errors++;
}
const _errs45 = errors;
let valid18 = true;
const _errs46 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
let missing8;
if(((data.op === undefined) || (!(func0.call(data, "op")))) && (missing8 = "op")){
(vErrors ??= []).push({});
errors++;
}
else {
if(data.op !== undefined && func0.call(data, "op")){
if("probe" !== data.op){
(vErrors ??= []).push({});
errors++;
}
}
}
}
var _valid8 = _errs46 === errors;
errors = _errs45;
if(vErrors !== null){
if(_errs45){
vErrors.length = _errs45;
}
else {
vErrors = null;
}
}
if(_valid8){
const _errs48 = errors;
if(!(validate91(data, {instancePath,parentData,parentDataProperty,rootData}))){
vErrors = vErrors === null ? validate91.errors : vErrors.concat(validate91.errors);
errors = vErrors.length;
}
var _valid8 = _errs48 === errors;
valid18 = _valid8;
}
if(!valid18){
(vErrors ??= []).push({instancePath,schemaPath:"#/allOf/9/if",keyword:"if",params:{failingKeyword: "then"}});
errors++;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.op === undefined) || (!(func0.call(data, "op")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "op"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}});
errors++;
}
validate55.errors = vErrors;
return errors === 0;
}


function validate94(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
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
(vErrors ??= []).push({instancePath:instancePath+"/inputs",schemaPath:"#/properties/inputs/type",keyword:"type",params:{type: ["object","string"]}});
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
validate94.errors = vErrors;
return errors === 0;
}

const pattern92 = new RegExp("^(?:never|(?=[0-9])(?:[0-9]+d)?(?:[0-9]+h)?(?:[0-9]+m)?(?:[0-9]+s)?(?:[0-9]+ms)?)$", "u");

function validate96(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.subject === undefined) || (!(func0.call(data, "subject")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "subject"}});
errors++;
}
for(const key0 of Object.keys(data)){
if(!(func0.call(names8, key0))){
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
if(!(validate26(data.approvers, {instancePath:instancePath+"/approvers",parentData:data,parentDataProperty:"approvers",rootData}))){
vErrors = vErrors === null ? validate26.errors : vErrors.concat(validate26.errors);
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
(vErrors ??= []).push({instancePath:instancePath+"/auto_approve",schemaPath:"#/properties/auto_approve/enum",keyword:"enum",params:{allowedValues: ["never","allowed"]}});
errors++;
}
}
if(data.remind_after !== undefined && func0.call(data, "remind_after")){
let data9 = data.remind_after;
if(typeof data9 === "string"){
if(!pattern92.test(data9)){
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
if(!pattern92.test(data10)){
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
validate96.errors = vErrors;
return errors === 0;
}


function validate100(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
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
validate100.errors = vErrors;
return errors === 0;
}

const pattern99 = new RegExp("^[a-z]+/(?:\\*|[A-Za-z0-9.+-]+)$", "u");

function validate103(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
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
validate103.errors = vErrors;
return errors === 0;
}


function validate102(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
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
if(!pattern99.test(data3)){
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
if(!(validate103(data.duration, {instancePath:instancePath+"/duration",parentData:data,parentDataProperty:"duration",rootData}))){
vErrors = vErrors === null ? validate103.errors : vErrors.concat(validate103.errors);
errors = vErrors.length;
}
}
}
else {
(vErrors ??= []).push({instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}});
errors++;
}
validate102.errors = vErrors;
return errors === 0;
}


function validate28(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
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
if(!(validate29(data.with, {instancePath:instancePath+"/with",parentData:data,parentDataProperty:"with",rootData}))){
vErrors = vErrors === null ? validate29.errors : vErrors.concat(validate29.errors);
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
if(!(validate31(data.with, {instancePath:instancePath+"/with",parentData:data,parentDataProperty:"with",rootData}))){
vErrors = vErrors === null ? validate31.errors : vErrors.concat(validate31.errors);
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
if(!(validate33(data.with, {instancePath:instancePath+"/with",parentData:data,parentDataProperty:"with",rootData}))){
vErrors = vErrors === null ? validate33.errors : vErrors.concat(validate33.errors);
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
if(!(validate38(data.with, {instancePath:instancePath+"/with",parentData:data,parentDataProperty:"with",rootData}))){
vErrors = vErrors === null ? validate38.errors : vErrors.concat(validate38.errors);
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
if("llm" !== data.uses){
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
if(!(validate42(data.with, {instancePath:instancePath+"/with",parentData:data,parentDataProperty:"with",rootData}))){
vErrors = vErrors === null ? validate42.errors : vErrors.concat(validate42.errors);
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
if("speech" !== data.uses){
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
if(!(validate45(data.with, {instancePath:instancePath+"/with",parentData:data,parentDataProperty:"with",rootData}))){
vErrors = vErrors === null ? validate45.errors : vErrors.concat(validate45.errors);
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
const _errs38 = errors;
let valid19 = true;
const _errs39 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
let missing6;
if(((data.uses === undefined) || (!(func0.call(data, "uses")))) && (missing6 = "uses")){
(vErrors ??= []).push({});
errors++;
}
else {
if(data.uses !== undefined && func0.call(data, "uses")){
if("image" !== data.uses){
(vErrors ??= []).push({});
errors++;
}
}
}
}
var _valid6 = _errs39 === errors;
errors = _errs38;
if(vErrors !== null){
if(_errs38){
vErrors.length = _errs38;
}
else {
vErrors = null;
}
}
if(_valid6){
const _errs41 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.with !== undefined && func0.call(data, "with")){
if(!(validate49(data.with, {instancePath:instancePath+"/with",parentData:data,parentDataProperty:"with",rootData}))){
vErrors = vErrors === null ? validate49.errors : vErrors.concat(validate49.errors);
errors = vErrors.length;
}
}
}
var _valid6 = _errs41 === errors;
valid19 = _valid6;
}
if(!valid19){
(vErrors ??= []).push({instancePath,schemaPath:"#/allOf/6/if",keyword:"if",params:{failingKeyword: "then"}});
errors++;
}
const _errs44 = errors;
let valid22 = true;
const _errs45 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
let missing7;
if(((data.uses === undefined) || (!(func0.call(data, "uses")))) && (missing7 = "uses")){
(vErrors ??= []).push({});
errors++;
}
else {
if(data.uses !== undefined && func0.call(data, "uses")){
if("video" !== data.uses){
(vErrors ??= []).push({});
errors++;
}
}
}
}
var _valid7 = _errs45 === errors;
errors = _errs44;
if(vErrors !== null){
if(_errs44){
vErrors.length = _errs44;
}
else {
vErrors = null;
}
}
if(_valid7){
const _errs47 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.with !== undefined && func0.call(data, "with")){
if(!(validate51(data.with, {instancePath:instancePath+"/with",parentData:data,parentDataProperty:"with",rootData}))){
vErrors = vErrors === null ? validate51.errors : vErrors.concat(validate51.errors);
errors = vErrors.length;
}
}
}
var _valid7 = _errs47 === errors;
valid22 = _valid7;
}
if(!valid22){
(vErrors ??= []).push({instancePath,schemaPath:"#/allOf/7/if",keyword:"if",params:{failingKeyword: "then"}});
errors++;
}
const _errs50 = errors;
let valid25 = true;
const _errs51 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
let missing8;
if(((data.uses === undefined) || (!(func0.call(data, "uses")))) && (missing8 = "uses")){
(vErrors ??= []).push({});
errors++;
}
else {
if(data.uses !== undefined && func0.call(data, "uses")){
if("transcribe" !== data.uses){
(vErrors ??= []).push({});
errors++;
}
}
}
}
var _valid8 = _errs51 === errors;
errors = _errs50;
if(vErrors !== null){
if(_errs50){
vErrors.length = _errs50;
}
else {
vErrors = null;
}
}
if(_valid8){
const _errs53 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.with !== undefined && func0.call(data, "with")){
if(!(validate53(data.with, {instancePath:instancePath+"/with",parentData:data,parentDataProperty:"with",rootData}))){
vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors);
errors = vErrors.length;
}
}
}
var _valid8 = _errs53 === errors;
valid25 = _valid8;
}
if(!valid25){
(vErrors ??= []).push({instancePath,schemaPath:"#/allOf/8/if",keyword:"if",params:{failingKeyword: "then"}});
errors++;
}
const _errs56 = errors;
let valid28 = true;
const _errs57 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
let missing9;
if(((data.uses === undefined) || (!(func0.call(data, "uses")))) && (missing9 = "uses")){
(vErrors ??= []).push({});
errors++;
}
else {
if(data.uses !== undefined && func0.call(data, "uses")){
if("media" !== data.uses){
(vErrors ??= []).push({});
errors++;
}
}
}
}
var _valid9 = _errs57 === errors;
errors = _errs56;
if(vErrors !== null){
if(_errs56){
vErrors.length = _errs56;
}
else {
vErrors = null;
}
}
if(_valid9){
const _errs59 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.with !== undefined && func0.call(data, "with")){
if(!(validate55(data.with, {instancePath:instancePath+"/with",parentData:data,parentDataProperty:"with",rootData}))){
vErrors = vErrors === null ? validate55.errors : vErrors.concat(validate55.errors);
errors = vErrors.length;
}
}
}
var _valid9 = _errs59 === errors;
valid28 = _valid9;
}
if(!valid28){
(vErrors ??= []).push({instancePath,schemaPath:"#/allOf/9/if",keyword:"if",params:{failingKeyword: "then"}});
errors++;
}
const _errs62 = errors;
let valid31 = true;
const _errs63 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
let missing10;
if(((data.uses === undefined) || (!(func0.call(data, "uses")))) && (missing10 = "uses")){
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
var _valid10 = _errs63 === errors;
errors = _errs62;
if(vErrors !== null){
if(_errs62){
vErrors.length = _errs62;
}
else {
vErrors = null;
}
}
if(_valid10){
const _errs65 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.with !== undefined && func0.call(data, "with")){
if(!(validate94(data.with, {instancePath:instancePath+"/with",parentData:data,parentDataProperty:"with",rootData}))){
vErrors = vErrors === null ? validate94.errors : vErrors.concat(validate94.errors);
errors = vErrors.length;
}
}
}
var _valid10 = _errs65 === errors;
valid31 = _valid10;
}
if(!valid31){
(vErrors ??= []).push({instancePath,schemaPath:"#/allOf/10/if",keyword:"if",params:{failingKeyword: "then"}});
errors++;
}
const _errs68 = errors;
let valid34 = true;
const _errs69 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
let missing11;
if(((data.uses === undefined) || (!(func0.call(data, "uses")))) && (missing11 = "uses")){
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
var _valid11 = _errs69 === errors;
errors = _errs68;
if(vErrors !== null){
if(_errs68){
vErrors.length = _errs68;
}
else {
vErrors = null;
}
}
if(_valid11){
const _errs71 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.with !== undefined && func0.call(data, "with")){
if(!(validate96(data.with, {instancePath:instancePath+"/with",parentData:data,parentDataProperty:"with",rootData}))){
vErrors = vErrors === null ? validate96.errors : vErrors.concat(validate96.errors);
errors = vErrors.length;
}
}
}
var _valid11 = _errs71 === errors;
valid34 = _valid11;
}
if(!valid34){
(vErrors ??= []).push({instancePath,schemaPath:"#/allOf/11/if",keyword:"if",params:{failingKeyword: "then"}});
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
if(!(func0.call(names9, key0))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.uses !== undefined && func0.call(data, "uses")){
let data24 = data.uses;
if(typeof data24 !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/uses",schemaPath:"#/properties/uses/type",keyword:"type",params:{type: "string"}});
errors++;
}
if(!((((((((((((data24 === "command") || (data24 === "module")) || (data24 === "http")) || (data24 === "write")) || (data24 === "llm")) || (data24 === "speech")) || (data24 === "image")) || (data24 === "video")) || (data24 === "transcribe")) || (data24 === "media")) || (data24 === "pipeline")) || (data24 === "approval"))){
(vErrors ??= []).push({instancePath:instancePath+"/uses",schemaPath:"#/properties/uses/enum",keyword:"enum",params:{allowedValues: ["command","module","http","write","llm","speech","image","video","transcribe","media","pipeline","approval"]}});
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
let data26 = data.with;
if(!(data26 && typeof data26 == "object" && !Array.isArray(data26))){
(vErrors ??= []).push({instancePath:instancePath+"/with",schemaPath:"#/properties/with/type",keyword:"type",params:{type: "object"}});
errors++;
}
}
if(data.needs !== undefined && func0.call(data, "needs")){
let data27 = data.needs;
if(Array.isArray(data27)){
const len0 = data27.length;
for(let i0=0; i0<len0; i0++){
let data28 = data27[i0];
if(typeof data28 === "string"){
if(func48(data28) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/needs/" + i0,schemaPath:"#/properties/needs/items/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/needs/" + i0,schemaPath:"#/properties/needs/items/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
let i1 = data27.length;
let j0;
if(i1 > 1){
const indices0 = {};
for(;i1--;){
let item0 = data27[i1];
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
let data29 = data.when;
if(typeof data29 === "string"){
if(!pattern3.test(data29)){
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
let data31 = data.foreach;
if(typeof data31 === "string"){
if(!pattern3.test(data31)){
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
let data32 = data.key;
if(typeof data32 === "string"){
if(!pattern3.test(data32)){
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
let data33 = data.concurrency;
if(!(((typeof data33 == "number") && (!(data33 % 1) && !isNaN(data33))) && (isFinite(data33)))){
(vErrors ??= []).push({instancePath:instancePath+"/concurrency",schemaPath:"#/properties/concurrency/type",keyword:"type",params:{type: "integer"}});
errors++;
}
if((typeof data33 == "number") && (isFinite(data33))){
if(data33 < 1 || isNaN(data33)){
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
let data35 = data.timeout;
if(typeof data35 === "string"){
if(!pattern1.test(data35)){
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
let data36 = data.idle_timeout;
if(typeof data36 === "string"){
if(!pattern1.test(data36)){
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
if(!(validate100(data.output, {instancePath:instancePath+"/output",parentData:data,parentDataProperty:"output",rootData}))){
vErrors = vErrors === null ? validate100.errors : vErrors.concat(validate100.errors);
errors = vErrors.length;
}
}
if(data.artifacts !== undefined && func0.call(data, "artifacts")){
let data38 = data.artifacts;
if(!data38 || typeof data38 != "object"){
(vErrors ??= []).push({instancePath:instancePath+"/artifacts",schemaPath:"#/properties/artifacts/type",keyword:"type",params:{type: ["array","object"]}});
errors++;
}
if(Array.isArray(data38)){
const len1 = data38.length;
for(let i2=0; i2<len1; i2++){
if(!(validate102(data38[i2], {instancePath:instancePath+"/artifacts/" + i2,parentData:data38,parentDataProperty:i2,rootData}))){
vErrors = vErrors === null ? validate102.errors : vErrors.concat(validate102.errors);
errors = vErrors.length;
}
}
}
if(data38 && typeof data38 == "object" && !Array.isArray(data38)){
for(const key1 of Object.keys(data38)){
if(!(validate102(data38[key1], {instancePath:instancePath+"/artifacts/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data38,parentDataProperty:key1,rootData}))){
vErrors = vErrors === null ? validate102.errors : vErrors.concat(validate102.errors);
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
let data42 = data.pool;
if(typeof data42 === "string"){
if(func48(data42) < 1){
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
let data43 = data.max_cost;
if((typeof data43 == "number") && (isFinite(data43))){
if(data43 < 0 || isNaN(data43)){
(vErrors ??= []).push({instancePath:instancePath+"/max_cost",schemaPath:"#/$defs/usd/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/max_cost",schemaPath:"#/$defs/usd/type",keyword:"type",params:{type: "number"}});
errors++;
}
}
if(data.budget !== undefined && func0.call(data, "budget")){
let data44 = data.budget;
if((typeof data44 == "number") && (isFinite(data44))){
if(data44 < 0 || isNaN(data44)){
(vErrors ??= []).push({instancePath:instancePath+"/budget",schemaPath:"#/$defs/usd/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/budget",schemaPath:"#/$defs/usd/type",keyword:"type",params:{type: "number"}});
errors++;
}
}
if(data.on_error !== undefined && func0.call(data, "on_error")){
let data45 = data.on_error;
if(typeof data45 !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/on_error",schemaPath:"#/properties/on_error/type",keyword:"type",params:{type: "string"}});
errors++;
}
if(!((data45 === "fail") || (data45 === "continue"))){
(vErrors ??= []).push({instancePath:instancePath+"/on_error",schemaPath:"#/properties/on_error/enum",keyword:"enum",params:{allowedValues: ["fail","continue"]}});
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
validate28.errors = vErrors;
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
if(!(func0.call(names10, key0))){
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
if(data.prelude !== undefined && func0.call(data, "prelude")){
if(!(validate24(data.prelude, {instancePath:instancePath+"/prelude",parentData:data,parentDataProperty:"prelude",rootData}))){
vErrors = vErrors === null ? validate24.errors : vErrors.concat(validate24.errors);
errors = vErrors.length;
}
}
if(data.approvers !== undefined && func0.call(data, "approvers")){
if(!(validate26(data.approvers, {instancePath:instancePath+"/approvers",parentData:data,parentDataProperty:"approvers",rootData}))){
vErrors = vErrors === null ? validate26.errors : vErrors.concat(validate26.errors);
errors = vErrors.length;
}
}
if(data.fail !== undefined && func0.call(data, "fail")){
let data9 = data.fail;
if(typeof data9 !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/fail",schemaPath:"#/properties/fail/type",keyword:"type",params:{type: "string"}});
errors++;
}
if(!((data9 === "early") || (data9 === "late"))){
(vErrors ??= []).push({instancePath:instancePath+"/fail",schemaPath:"#/properties/fail/enum",keyword:"enum",params:{allowedValues: ["early","late"]}});
errors++;
}
}
if(data.stages !== undefined && func0.call(data, "stages")){
let data10 = data.stages;
if(data10 && typeof data10 == "object" && !Array.isArray(data10)){
if(Object.keys(data10).length < 1){
(vErrors ??= []).push({instancePath:instancePath+"/stages",schemaPath:"#/properties/stages/minProperties",keyword:"minProperties",params:{limit: 1}});
errors++;
}
for(const key3 of Object.keys(data10)){
const _errs21 = errors;
if(typeof key3 === "string"){
if(!pattern7.test(key3)){
(vErrors ??= []).push({instancePath:instancePath+"/stages",schemaPath:"#/properties/stages/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[a-z][a-z0-9_]{0,63}$"},propertyName:key3});
errors++;
}
}
var valid3 = _errs21 === errors;
if(!valid3){
(vErrors ??= []).push({instancePath:instancePath+"/stages",schemaPath:"#/properties/stages/propertyNames",keyword:"propertyNames",params:{propertyName: key3}});
errors++;
}
}
for(const key4 of Object.keys(data10)){
if(!(validate28(data10[key4], {instancePath:instancePath+"/stages/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data10,parentDataProperty:key4,rootData}))){
vErrors = vErrors === null ? validate28.errors : vErrors.concat(validate28.errors);
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
let data12 = data.finally;
if(data12 && typeof data12 == "object" && !Array.isArray(data12)){
for(const key5 of Object.keys(data12)){
const _errs26 = errors;
if(typeof key5 === "string"){
if(!pattern7.test(key5)){
(vErrors ??= []).push({instancePath:instancePath+"/finally",schemaPath:"#/properties/finally/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[a-z][a-z0-9_]{0,63}$"},propertyName:key5});
errors++;
}
}
var valid5 = _errs26 === errors;
if(!valid5){
(vErrors ??= []).push({instancePath:instancePath+"/finally",schemaPath:"#/properties/finally/propertyNames",keyword:"propertyNames",params:{propertyName: key5}});
errors++;
}
}
for(const key6 of Object.keys(data12)){
if(!(validate28(data12[key6], {instancePath:instancePath+"/finally/" + key6.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data12,parentDataProperty:key6,rootData}))){
vErrors = vErrors === null ? validate28.errors : vErrors.concat(validate28.errors);
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
let data14 = data.outputs;
if(!(data14 && typeof data14 == "object" && !Array.isArray(data14))){
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
const names0 = {"url":1,"method":1,"headers":1,"bearer":1,"query":1,"json":1,"body":1,"file":1,"form":1,"expect":1,"max_bytes":1};
const names1 = {"provider":1,"prompt":1,"text":1,"system":1,"vars":1,"prelude":1,"temperature":1,"seed":1,"max_tokens":1,"allow_cut":1,"repair":1,"max_cost":1,"images":1,"files":1};
const names2 = {"provider":1,"text":1,"voice":1,"speed":1,"emotion":1,"language":1,"format":1,"seed":1,"to":1,"max_cost":1};
const names3 = {"provider":1,"prompt":1,"text":1,"vars":1,"size":1,"seed":1,"reference":1,"colors":1,"title":1,"to":1,"max_cost":1};
const names4 = {"provider":1,"prompt":1,"text":1,"vars":1,"images":1,"seconds":1,"size":1,"fps":1,"seed":1,"move":1,"to":1,"max_cost":1};
const names5 = {"op":1,"tracks":1,"intro":1,"outro":1,"music":1,"duck":1,"loudness":1,"format":1,"tags":1,"chapters":1,"to":1,"encoder":1};
const names6 = {"op":1,"size":1,"fps":1,"scenes":1,"voice":1,"music":1,"captions":1,"transition":1,"duck":1,"loudness":1,"encoder":1,"to":1};
const names7 = {"op":1,"clips":1,"transition":1,"audio":1,"music":1,"duck":1,"loudness":1,"size":1,"fps":1,"encoder":1,"to":1};
const names8 = {"subject":1,"rework":1,"editable":1,"max_rounds":1,"approvers":1,"quorum":1,"not_author":1,"require_signed":1,"auto_approve":1,"remind_after":1,"remind_every":1,"question":1};
const names9 = {"uses":1,"description":1,"with":1,"needs":1,"when":1,"otherwise":1,"skippable":1,"foreach":1,"key":1,"concurrency":1,"retry":1,"timeout":1,"idle_timeout":1,"output":1,"artifacts":1,"cache":1,"pool":1,"max_cost":1,"budget":1,"on_error":1,"before_approval":1};
const names10 = {"name":1,"description":1,"inputs":1,"context":1,"defaults":1,"budget":1,"prelude":1,"approvers":1,"fail":1,"stages":1,"finally":1,"outputs":1};
export const pipelineSchema = () => ({"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"pipeline.schema.json","title":"Pipeline file","description":"A pipeline: a graph of stages with inputs and outputs. `pipelines/<name>.yaml`.","type":"object","additionalProperties":false,"required":["stages"],"properties":{"name":{"description":"Display name. Defaults to the file name.","type":"string","minLength":1,"maxLength":200,"examples":["release-notes"]},"description":{"description":"What the pipeline is for, in one sentence.","type":"string","examples":["Release notes from a repository's own history."]},"inputs":{"description":"JSON Schema (2020-12) of the inputs of a run. `default`s are applied.","type":"object","examples":[{"type":"object","required":["topic"],"properties":{"topic":{"type":"string","minLength":3},"show":{"type":"string","default":"curious-kids"}}}]},"context":{"description":"Files that are read once at the start of a run, frozen into it, and available to every stage as `context.<name>`.","type":"object","propertyNames":{"pattern":"^[A-Za-z_][A-Za-z0-9_]{0,63}$"},"additionalProperties":{"$ref":"#/$defs/context_file"},"examples":[{"show":{"file":"shows/${{ inputs.show }}/blueprint.yaml"}}]},"defaults":{"$ref":"#/$defs/defaults","description":"Defaults for stages."},"budget":{"$ref":"#/$defs/budget","description":"What a run of this pipeline may spend."},"prelude":{"$ref":"#/$defs/prelude","description":"Text placed before the system prompt of every `llm` stage of this pipeline. A stage can omit it with `prelude: false`.","examples":[{"template":"podcast/prelude.md","vars":{"show":"${{ context.show }}"}}]},"approvers":{"$ref":"#/$defs/approvers","description":"Who may answer the gates of this pipeline that do not set their own `approvers`. Defaults to those of the config."},"fail":{"description":"After a stage fails: `early` starts no new stages, `late` lets independent branches continue. Attempts in flight always finish. `early` by default.","type":"string","enum":["early","late"],"default":"early"},"stages":{"description":"The stages by id: lower-case letters, digits and `_`. They run in the order of their needs, in parallel where possible.","type":"object","minProperties":1,"propertyNames":{"pattern":"^[a-z][a-z0-9_]{0,63}$"},"additionalProperties":{"$ref":"#/$defs/stage"},"examples":[{"hello":{"uses":"command","with":{"argv":["echo","hello"]}}}]},"finally":{"description":"Stages that run after the result is recorded, whatever it is. They see `run.summary`, and can only need each other. Their failure is a warning.","type":"object","propertyNames":{"pattern":"^[a-z][a-z0-9_]{0,63}$"},"additionalProperties":{"$ref":"#/$defs/stage"},"examples":[{"notify":{"uses":"http","with":{"url":"${{ vars.done_hook }}","json":"${{ run.summary }}"}}}]},"outputs":{"description":"The pipeline's results: shown at the top of the checkpoint and at the end of `run`, and the output of a sub-pipeline.","type":"object","examples":[{"notes":"${{ stages.compose.artifacts.notes.path }}"}]}},"examples":[{"name":"greeting","description":"Greets everybody.","inputs":{"type":"object","required":["names"],"properties":{"names":{"type":"array","items":{"type":"string"}}}},"stages":{"greet":{"foreach":"${{ inputs.names }}","uses":"command","with":{"argv":["echo","Hello ${{ item }}"]}},"page":{"uses":"write","with":{"text":"{% for line in lines %}{{ line }}\n{% endfor %}","vars":{"lines":"${{ stages.greet.output }}"},"to":"page.md"},"artifacts":[{"path":"page.md","min_bytes":1}]}},"outputs":{"page":"${{ stages.page.artifacts.page.path }}"}}],"$defs":{"approvers":{"description":"E-mail addresses or names of people who may answer a gate.","type":"array","minItems":1,"uniqueItems":true,"items":{"type":"string","minLength":1},"examples":[["editor@example.org","Ada Lovelace"]]},"reminder":{"description":"A duration, or `never`.","type":"string","pattern":"^(?:never|(?=[0-9])(?:[0-9]+d)?(?:[0-9]+h)?(?:[0-9]+m)?(?:[0-9]+s)?(?:[0-9]+ms)?)$","examples":["7d","never"]},"duration":{"description":"A duration: a number and a unit (`ms`, `s`, `m`, `h`, `d`), or several from the largest to the smallest.","type":"string","pattern":"^(?=[0-9])(?:[0-9]+d)?(?:[0-9]+h)?(?:[0-9]+m)?(?:[0-9]+s)?(?:[0-9]+ms)?$","examples":["500ms","2s","5m","1h30m","7d"]},"usd":{"description":"An amount of money in US dollars.","type":"number","minimum":0,"examples":[10,0.25]},"expression":{"description":"One expression in the Common Expression Language (CEL), in `${{ … }}`.","type":"string","pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$","examples":["${{ inputs.show != 'quiet' }}"]},"computed_number":{"description":"A number, or one expression that evaluates to a number.","type":["number","string"],"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$","examples":[0.7,"${{ inputs.seed }}"]},"size":{"description":"Width and height in pixels: `1080x1920`; or one expression that evaluates to that.","type":"string","pattern":"^(?:\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*|[1-9][0-9]{0,4}x[1-9][0-9]{0,4})$","examples":["1080x1920"]},"text":{"description":"Text; numbers and booleans are converted to text. May contain `${{ … }}`.","type":["string","number","boolean"],"examples":["tools/music.mjs",7]},"context_file":{"description":"A file whose content is frozen into the run: YAML and JSON as a value, anything else as text.","type":"object","additionalProperties":false,"required":["file"],"properties":{"file":{"description":"Path of the file from the project root. May contain `${{ inputs.… }}`.","type":"string","minLength":1,"examples":["shows/${{ inputs.show }}/blueprint.yaml"]},"schema":{"description":"JSON Schema below `schemas/` that a YAML or JSON file must match; checked before anything runs.","type":"string","minLength":1,"examples":["show/blueprint.schema.json"]}}},"defaults":{"description":"Defaults for stages.","type":"object","additionalProperties":false,"properties":{"retry":{"$ref":"#/$defs/retry","description":"When a failed attempt is retried. Without `retry` here or under `defaults`, there is one attempt."},"timeout":{"$ref":"#/$defs/duration","description":"Time limit of one attempt.","examples":["5m"]},"idle_timeout":{"$ref":"#/$defs/duration","description":"How long an attempt may go without output or progress.","examples":["1m"]}}},"budget":{"description":"What may be spent.","type":"object","additionalProperties":false,"required":["usd"],"properties":{"usd":{"$ref":"#/$defs/usd","description":"The most that a run may cost, in US dollars. When it is used up, the run waits for a larger budget.","examples":[10]},"unknown_cost":{"description":"Model calls whose price cannot be known beforehand: `block` does not make them, `warn` makes them with a warning.","type":"string","enum":["block","warn"],"default":"block"}}},"prelude":{"description":"A template that is rendered before the system prompt of `llm` stages.","type":"object","additionalProperties":false,"required":["template"],"properties":{"template":{"description":"The template, a file below `templates/` (`../` leads to the project).","type":"string","minLength":1,"examples":["podcast/prelude.md"]},"vars":{"description":"The variables that the template can use.","type":["object","string"],"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$","examples":[{"show":"${{ context.show }}"}]}}},"retry":{"description":"When a failed attempt is retried. Without `retry` here or under `defaults`, there is one attempt. The checkpoint records attempts and delays, so a restart continues with what was left.","type":"object","additionalProperties":false,"properties":{"attempts":{"description":"Total attempts, including the first; 3 by default. Attempts lost in a crash of the runner do not count.","type":"integer","minimum":1,"maximum":1000,"examples":[3]},"backoff":{"description":"`exponential`: each delay is twice the previous one. `fixed`: every delay is `min`. `exponential` by default.","type":"string","enum":["exponential","fixed"],"default":"exponential"},"min":{"$ref":"#/$defs/duration","description":"The first delay. 2s by default.","examples":["2s"]},"max":{"$ref":"#/$defs/duration","description":"The longest delay. 10s by default.","examples":["10s"]},"jitter":{"description":"Randomize the delays, so that many stages do not retry at the same moment.","type":"boolean","examples":[true]},"max_lost":{"description":"Attempts that may be lost to crashes of the runner before the stage fails.","type":"integer","minimum":0,"maximum":1000,"examples":[5]},"on":{"$ref":"#/$defs/retry_on","description":"Which failures are retried. By default, all except permanent ones."}}},"retry_on":{"description":"Which failures are retried: those that any of these matches.","type":"object","additionalProperties":false,"properties":{"exit_codes":{"description":"Exit codes of a command.","type":"array","minItems":1,"uniqueItems":true,"items":{"type":"integer","minimum":1,"maximum":255},"examples":[[1,75]]},"codes":{"description":"Failure codes.","type":"array","minItems":1,"uniqueItems":true,"items":{"type":"string","minLength":1},"examples":[["http/status","attempt/timeout"]]},"expression":{"$ref":"#/$defs/expression","description":"An expression over `error`: `code`, `message`, `exit_code`, `status`.","examples":["${{ error.status == 429 }}"]}}},"stage":{"description":"A stage: what it does, what it needs, and how it runs.","type":"object","additionalProperties":false,"required":["uses","with"],"properties":{"uses":{"description":"The kind of the stage. `command` runs a program, `module` a TypeScript or JavaScript function, `http` makes an HTTP request, `write` renders a template to an artifact, `llm` calls a language model, `speech` turns text into speech, `image` and `video` generate images and videos, `transcribe` transcribes a recording, `media` processes audio and video, `pipeline` runs another pipeline, `approval` asks a person.","type":"string","enum":["command","module","http","write","llm","speech","image","video","transcribe","media","pipeline","approval"],"examples":["command"]},"description":{"description":"What the stage does, in one sentence. Has no effect.","type":"string","examples":["Collects the commits since the last release."]},"with":{"description":"The settings of the kind; the keys depend on `uses`. A text that consists of a single `${{ … }}` keeps the type of the value.","type":"object","examples":[{"argv":["node","tools/music.mjs","${{ inputs.topic }}"]}]},"needs":{"description":"Stages that must be settled first, in addition to those that expressions read.","type":"array","uniqueItems":true,"items":{"type":"string","minLength":1},"examples":[["outlining"]]},"when":{"$ref":"#/$defs/expression","description":"Run the stage only if this is true; else it is skipped, and stages that read it get `otherwise`.","examples":["${{ inputs.show != 'quiet' }}"]},"otherwise":{"description":"The output that other stages read when this one is skipped, or fails with `on_error: continue`; for a `foreach`, in place of each item that failed. It has no files. null by default.","examples":[{"track":null}]},"skippable":{"description":"Whether a manifest may skip the stage.","type":"boolean","default":false},"foreach":{"$ref":"#/$defs/expression","description":"A list: the stage runs once for each item, with `item` and `index` in scope. Each item has its own result, attempts and cost.","examples":["${{ stages.outline.output.segments }}"]},"key":{"$ref":"#/$defs/expression","description":"The name of an item, unique in the list: text or a number. Without it, the digest of the item.","examples":["${{ item.id }}"]},"concurrency":{"description":"How many items of this stage run at once.","type":"integer","minimum":1,"examples":[2]},"retry":{"$ref":"#/$defs/retry","description":"When a failed attempt is retried. Without `retry` here or under `defaults`, there is one attempt."},"timeout":{"$ref":"#/$defs/duration","description":"Time limit of one attempt. Default: 10 minutes for `http`, no limit for other kinds.","examples":["5m"]},"idle_timeout":{"$ref":"#/$defs/duration","description":"How long an attempt may go without output or progress.","examples":["1m"]},"output":{"$ref":"#/$defs/output","description":"The format of the output."},"artifacts":{"description":"Checks on the files that the stage publishes; a broken rule fails the attempt. A list, or a map from names of your choice to rules.","type":["array","object"],"items":{"$ref":"#/$defs/artifact_rule"},"additionalProperties":{"$ref":"#/$defs/artifact_rule"},"examples":[[{"path":"*.md","min_bytes":200}],{"notes":{"path":"notes.md","media_type":"text/markdown"}}]},"cache":{"description":"Reuse a result with the same fingerprint from any run of the project, instead of executing again.","type":"boolean","default":false},"pool":{"description":"A pool of the config that limits how many attempts of its stages run at once.","type":"string","minLength":1,"examples":["gpu"]},"max_cost":{"$ref":"#/$defs/usd","description":"The most that one attempt may cost, in US dollars; reserved from the budget before the attempt starts.","examples":[0.5]},"budget":{"$ref":"#/$defs/usd","description":"The most that the stage may cost in total, in US dollars, over all items and attempts.","examples":[2]},"on_error":{"description":"When the stage fails for good: `fail` the run, or `continue` with `otherwise`. Items of a `foreach` that failed leave `otherwise` in the list.","type":"string","enum":["fail","continue"],"default":"fail"},"before_approval":{"description":"Lets the stage use content that a gate is still asking about. Without it, that is an error, because it would bypass the gate.","type":"boolean","default":false}},"allOf":[{"if":{"required":["uses"],"properties":{"uses":{"const":"command"}}},"then":{"properties":{"with":{"$ref":"#/$defs/command_with"}}}},{"if":{"required":["uses"],"properties":{"uses":{"const":"module"}}},"then":{"properties":{"with":{"$ref":"#/$defs/module_with"}}}},{"if":{"required":["uses"],"properties":{"uses":{"const":"http"}}},"then":{"properties":{"with":{"$ref":"#/$defs/http_with"}}}},{"if":{"required":["uses"],"properties":{"uses":{"const":"write"}}},"then":{"properties":{"with":{"$ref":"#/$defs/write_with"}}}},{"if":{"required":["uses"],"properties":{"uses":{"const":"llm"}}},"then":{"properties":{"with":{"$ref":"#/$defs/llm_with"}}}},{"if":{"required":["uses"],"properties":{"uses":{"const":"speech"}}},"then":{"properties":{"with":{"$ref":"#/$defs/speech_with"}}}},{"if":{"required":["uses"],"properties":{"uses":{"const":"image"}}},"then":{"properties":{"with":{"$ref":"#/$defs/image_with"}}}},{"if":{"required":["uses"],"properties":{"uses":{"const":"video"}}},"then":{"properties":{"with":{"$ref":"#/$defs/video_with"}}}},{"if":{"required":["uses"],"properties":{"uses":{"const":"transcribe"}}},"then":{"properties":{"with":{"$ref":"#/$defs/transcribe_with"}}}},{"if":{"required":["uses"],"properties":{"uses":{"const":"media"}}},"then":{"properties":{"with":{"$ref":"#/$defs/media_with"}}}},{"if":{"required":["uses"],"properties":{"uses":{"const":"pipeline"}}},"then":{"properties":{"with":{"$ref":"#/$defs/pipeline_with"}}}},{"if":{"required":["uses"],"properties":{"uses":{"const":"approval"}}},"then":{"properties":{"with":{"$ref":"#/$defs/approval_with"}}}}],"examples":[{"uses":"command","with":{"argv":["date"]}}]},"output":{"description":"The format of the output.","type":"object","additionalProperties":false,"required":["schema"],"properties":{"schema":{"description":"JSON Schema of the output, a file below `schemas/` (`../` leads to the project).","type":"string","minLength":1,"examples":["podcast/outline.schema.json"]}}},"artifact_rule":{"description":"A check on the published files that match a path.","type":"object","additionalProperties":false,"required":["path"],"properties":{"path":{"description":"Files in the stage's artifact folder; `*` and `**` match many.","type":"string","minLength":1,"examples":["notes.md","audio/**/*.wav"]},"min_bytes":{"description":"Each file has at least this many bytes.","type":"integer","minimum":0,"examples":[200]},"max_bytes":{"description":"Each file has at most this many bytes.","type":"integer","minimum":0,"examples":[1048576]},"media_type":{"description":"The media type of each file.","type":"string","pattern":"^[a-z]+/(?:\\*|[A-Za-z0-9.+-]+)$","examples":["text/markdown","audio/*"]},"min_count":{"description":"How many files must match. 1 by default.","type":"integer","minimum":0,"default":1},"duration":{"$ref":"#/$defs/duration_range","description":"Allowed duration of each audio or video file.","examples":[{"min":"1m","max":"30m"}]}}},"duration_range":{"description":"A range of durations, both ends included.","type":"object","additionalProperties":false,"properties":{"min":{"$ref":"#/$defs/duration","description":"Minimum duration.","examples":["1m"]},"max":{"$ref":"#/$defs/duration","description":"Maximum duration.","examples":["30m"]}}},"command_with":{"description":"Runs a program. Values reach it as arguments, environment variables, standard input or files, never as shell text.","type":"object","additionalProperties":false,"required":["argv"],"properties":{"argv":{"description":"The program and its arguments. A bare name is looked up on PATH, a path is relative to the project root. To use a shell, call it explicitly: `[sh, -c, script]`.","type":"array","minItems":1,"items":{"$ref":"#/$defs/text"},"examples":[["node","tools/music.mjs","${{ inputs.topic }}"]]},"env":{"description":"Additional environment variables. Pass secrets here.","type":"object","propertyNames":{"pattern":"^[A-Za-z_][A-Za-z0-9_]*$"},"additionalProperties":{"$ref":"#/$defs/text"},"examples":[{"SEED":"${{ run.id }}","API_KEY":"${{ secrets.API_KEY }}"}]},"cwd":{"description":"Working directory, relative to the project root. The root by default.","type":"string","minLength":1,"examples":["tools"]},"files":{"description":"Project files that the program reads; the stage runs again when their content changes. A folder stands for all files in it. No patterns.","type":["array","string"],"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$","uniqueItems":true,"items":{"type":"string","minLength":1},"examples":[["tools/voices.json","${{ inputs.table }}"]]}}},"module_with":{"description":"Calls a function from a TypeScript or JavaScript module of the project.","type":"object","additionalProperties":false,"required":["module"],"properties":{"module":{"description":"Path of the module from the project root.","type":"string","minLength":1,"examples":["stages/group.ts"]},"export":{"description":"Name of the exported function. `default` by default.","type":"string","minLength":1,"default":"default","examples":["group"]},"files":{"description":"Project files that the module reads; the stage runs again when their content changes. A folder stands for all files in it. No patterns.","type":["array","string"],"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$","uniqueItems":true,"items":{"type":"string","minLength":1},"examples":[["shows/cast.json","${{ inputs.table }}"]]},"args":{"description":"Passed to the function as `args`.","examples":[{"commits":"${{ stages.collect.output }}"}]}}},"http_with":{"description":"Makes an HTTP request. Output: `{ status, headers, body }`, with the body parsed if the response is JSON.","type":"object","additionalProperties":false,"required":["url"],"properties":{"url":{"description":"The address: `https://` or `http://`.","type":"string","minLength":1,"examples":["https://api.example.org/items"]},"method":{"description":"The method. Default: POST with `json`, `body`, `file` or `form`, else GET.","type":"string","pattern":"^(?:\\$\\{\\{[\\s\\S]*|[Gg][Ee][Tt]|[Hh][Ee][Aa][Dd]|[Pp][Oo][Ss][Tt]|[Pp][Uu][Tt]|[Pp][Aa][Tt][Cc][Hh]|[Dd][Ee][Ll][Ee][Tt][Ee]|[Oo][Pp][Tt][Ii][Oo][Nn][Ss])$","examples":["GET","POST"]},"headers":{"description":"Headers of the request. May contain secrets.","type":["object","string"],"additionalProperties":{"$ref":"#/$defs/text"},"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$","examples":[{"x-api-key":"${{ secrets.API_KEY }}"}]},"bearer":{"description":"Sent as `Authorization: Bearer …`; usually a secret.","type":"string","minLength":1,"examples":["${{ secrets.API_TOKEN }}"]},"query":{"description":"Query parameters; a list adds one per entry.","type":["object","string"],"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$","additionalProperties":{"type":["string","number","boolean","array"],"items":{"$ref":"#/$defs/text"}},"examples":[{"page":2,"tag":["a","b"]}]},"json":{"description":"The body, sent as JSON.","examples":[{"title":"${{ inputs.topic }}"}]},"body":{"$ref":"#/$defs/text","description":"The body as text.","examples":["hello"]},"file":{"description":"A project file, or the path of an artifact: its bytes are the body, with its media type.","type":"string","minLength":1,"examples":["${{ stages.draw.artifacts['cover.png'].path }}"]},"form":{"description":"A form (`multipart/form-data`): texts, and files to upload as `{ file: path }`. A list adds one entry per value.","type":["object","string"],"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$","additionalProperties":{"anyOf":[{"$ref":"#/$defs/form_value"},{"type":"array","items":{"$ref":"#/$defs/form_value"}}]},"examples":[{"purpose":"vision","file":{"file":"assets/cover.png"}}]},"expect":{"description":"Statuses that count as success. 200 to 299 by default.","type":["integer","array"],"minimum":100,"maximum":599,"minItems":1,"items":{"type":"integer","minimum":100,"maximum":599},"examples":[[200,404],204]},"max_bytes":{"description":"Largest response body. 10 MiB by default.","type":"integer","minimum":0,"examples":[10485760]}},"dependentSchemas":{"json":{"properties":{"body":false,"file":false,"form":false}},"body":{"properties":{"file":false,"form":false}},"file":{"properties":{"form":false}}}},"form_value":{"description":"A text, or a file to upload.","type":["string","number","boolean","object"],"required":["file"],"additionalProperties":false,"properties":{"file":{"description":"A project file, or the path of an artifact.","type":"string","minLength":1,"examples":["assets/cover.png"]}}},"write_with":{"description":"Renders a Liquid template to an artifact; output: `{ artifact, bytes }`. Or updates an entry in a project file; output: `{ file, key, created }`.","type":"object","additionalProperties":false,"properties":{"template":{"description":"The template, a file below `templates/` (`../` leads to the project). Either this or `text`.","type":"string","minLength":1,"examples":["release/notes.md"]},"text":{"description":"An inline template. Either this or `template`.","type":"string","examples":["# {{ title }}"]},"vars":{"description":"The variables that the template can use.","type":["object","string"],"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$","examples":[{"sections":"${{ stages.sections.output }}"}]},"to":{"description":"Name of the artifact. With `template` or `text`.","type":"string","minLength":1,"examples":["notes.md"]},"upsert":{"$ref":"#/$defs/upsert","description":"The entry to write, instead of a template."}},"if":{"not":{"anyOf":[{"required":["text"]},{"required":["upsert"]}]}},"then":{"required":["template","to"]},"dependentSchemas":{"template":{"required":["to"],"properties":{"text":false}},"text":{"required":["to"]},"upsert":{"properties":{"template":false,"text":false,"vars":false,"to":false}}}},"upsert":{"description":"An entry of a file that `machine_files` of the config declares. The rest of the file stays unchanged.","type":"object","additionalProperties":false,"required":["file","key","value"],"properties":{"file":{"description":"The file, relative to the project root.","type":"string","minLength":1,"examples":["shows/curious-kids/episodes.json"]},"at":{"description":"JSON Pointer of the map or list that holds the entry; created if missing. The whole document by default.","type":"string","pattern":"^(?:/[^/]*)*$","examples":["/episodes"]},"key":{"description":"The entry's key; in a list of maps, its `id`. An entry with the same key is replaced.","type":["string","number"],"minLength":1,"examples":["${{ run.id }}"]},"value":{"description":"The entry: any value. In a list, a map.","examples":[{"title":"How rockets work"}]}}},"llm_with":{"description":"Calls a language model. Output: JSON that matches `output.schema`, or the text of the answer without a schema. Artifacts: `prompt.md`, and the original answer in `answer.json` or `answer.md`.","type":"object","additionalProperties":false,"properties":{"provider":{"description":"The provider to call: a name under `providers` in the config, or `offline`, which needs no account and no network. `offline` by default. A manifest can substitute another one.","type":"string","minLength":1,"examples":["writer","offline"]},"prompt":{"description":"The prompt, a template below `templates/` (`../` leads to the project). Either this or `text`.","type":"string","minLength":1,"examples":["podcast/ideation.md"]},"text":{"description":"An inline prompt template. Either this or `prompt`.","type":"string","examples":["Name three facts about {{ topic }}."]},"system":{"description":"The system prompt, a template below `templates/` (`../` leads to the project), with the same `vars`.","type":"string","minLength":1,"examples":["podcast/system.md"]},"vars":{"description":"The variables that the templates of the prompt and the system prompt can use.","type":["object","string"],"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$","examples":[{"topic":"${{ inputs.topic }}"}]},"prelude":{"description":"`false` omits the pipeline's prelude. A map replaces it.","anyOf":[{"const":false},{"$ref":"#/$defs/prelude"}],"examples":[false]},"temperature":{"$ref":"#/$defs/computed_number","description":"Sampling temperature, from 0 to 2. Default: the provider's.","minimum":0,"maximum":2,"examples":[0.7]},"seed":{"$ref":"#/$defs/computed_number","description":"Makes results repeatable, as far as the provider supports it.","multipleOf":1,"minimum":0,"maximum":2147483647,"examples":[7]},"max_tokens":{"$ref":"#/$defs/computed_number","description":"Limit on the tokens of an answer. An answer that is cut off fails the attempt.","multipleOf":1,"minimum":1,"examples":[2000]},"allow_cut":{"description":"Accept an answer that was cut off at `max_tokens`. For text only.","type":"boolean","default":false},"repair":{"description":"How often the model is asked to correct an answer that does not match `output.schema`. Each time is a separate call with its own cost. 2 by default.","type":"integer","minimum":0,"maximum":10,"default":2},"max_cost":{"$ref":"#/$defs/usd","description":"The most that one call may cost, in US dollars. A call that could cost more is not made.","examples":[0.1]},"images":{"description":"Images passed to the model: paths from the project root, usually of artifacts.","type":["array","string"],"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$","maxItems":20,"items":{"type":"string","minLength":1},"examples":[["${{ stages.frame.artifacts.frame.path }}"]]},"files":{"description":"Other files passed to the model, such as PDFs.","type":["array","string"],"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$","maxItems":20,"items":{"type":"string","minLength":1},"examples":[["shows/kids/style-guide.pdf"]]}},"if":{"not":{"required":["text"]}},"then":{"required":["prompt"]},"dependentSchemas":{"prompt":{"properties":{"text":false}}}},"voice":{"description":"A voice as the provider names it, or a voice for each provider type.","type":["string","object"],"minLength":1,"additionalProperties":{"type":"string","minLength":1},"examples":["slt",{"offline":"slt","openai":"nova","elevenlabs":"21m00Tcm4TlvDq8ikWAM"}]},"speech_with":{"description":"Turns text into speech. Output: `{ file, path, seconds, characters, media_type, provider }`.","type":"object","additionalProperties":false,"required":["text"],"properties":{"provider":{"description":"The provider to call: a name under `providers` in the config, or `offline`, which needs no account and no network. `offline` by default. A manifest can substitute another one.","type":"string","minLength":1,"examples":["writer","offline"]},"text":{"$ref":"#/$defs/text","description":"The text to speak. Plain text, not a template.","examples":["${{ item.text }}"]},"voice":{"$ref":"#/$defs/voice","description":"The voice, as the provider names it, or a map from provider types (`offline`, `openai`, `elevenlabs` …, `default` for all others) to voices. Default: the provider's.","examples":["slt",{"offline":"slt","openai":"nova"}]},"speed":{"$ref":"#/$defs/computed_number","description":"Speaking rate: 1 is normal, from 0.25 to 4.","minimum":0.25,"maximum":4,"examples":[1.1]},"emotion":{"description":"A hint such as `excited`; ignored by providers without emotions.","type":"string","minLength":1,"examples":["excited"]},"language":{"description":"The language of the text as a BCP 47 tag.","type":"string","minLength":1,"examples":["en","de-AT"]},"format":{"description":"The requested format. By default the extension of `to`, else `wav`.","type":"string","enum":["wav","mp3"],"examples":["mp3"]},"seed":{"$ref":"#/$defs/computed_number","description":"Makes results repeatable, as far as the provider supports it.","multipleOf":1,"minimum":0,"maximum":2147483647,"examples":[7]},"to":{"description":"Name of the artifact. `speech.wav` by default. If the provider returns another format, the extension is changed accordingly; `file` in the output is the actual name.","type":"string","minLength":1,"examples":["line.wav"]},"max_cost":{"$ref":"#/$defs/usd","description":"The most that one call may cost, in US dollars. A call that could cost more is not made.","examples":[0.1]}}},"image_with":{"description":"Generates an image. Output: `{ file, path, width, height, bytes, media_type, provider }`.","type":"object","additionalProperties":false,"properties":{"provider":{"description":"The provider to call: a name under `providers` in the config, or `offline`, which needs no account and no network. `offline` by default. A manifest can substitute another one.","type":"string","minLength":1,"examples":["writer","offline"]},"prompt":{"description":"The prompt, a template below `templates/` (`../` leads to the project). Either this or `text`.","type":"string","minLength":1,"examples":["storyboard/keyframe.md"]},"text":{"description":"An inline prompt template. Either this or `prompt`.","type":"string","examples":["A rocket over {{ place }}, flat colors."]},"vars":{"description":"The variables that the template can use.","type":["object","string"],"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$","examples":[{"scene":"${{ item }}"}]},"size":{"$ref":"#/$defs/size","description":"Width and height in pixels. `1024x1024` by default. Some providers support only certain sizes; `width` and `height` in the output are the actual dimensions.","examples":["1080x1920"]},"seed":{"$ref":"#/$defs/computed_number","description":"Makes results repeatable, as far as the provider supports it.","multipleOf":1,"minimum":0,"maximum":2147483647,"examples":[7]},"reference":{"description":"A reference image: a path from the project root, usually of an artifact.","type":"string","minLength":1,"examples":["${{ stages.keyframe.artifacts.frame.path }}"]},"colors":{"description":"Colors of the image, used by `offline`.","type":["object","string"],"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$","additionalProperties":false,"properties":{"background":{"description":"Background color: `#rrggbb`.","type":"string","minLength":1,"examples":["#102a43"]},"accent":{"description":"Accent color: `#rrggbb`.","type":"string","minLength":1,"examples":["#f0b429"]},"text":{"description":"Title color: `#rrggbb`.","type":"string","minLength":1,"examples":["#ffffff"]}},"examples":[{"background":"#102a43","accent":"#f0b429","text":"#ffffff"}]},"title":{"$ref":"#/$defs/text","description":"A title that `offline` writes on the image.","examples":["${{ item.title }}"]},"to":{"description":"Name of the artifact. `image.png` by default. If the provider returns another format, the extension is changed accordingly.","type":"string","minLength":1,"examples":["frame.png"]},"max_cost":{"$ref":"#/$defs/usd","description":"The most that one call may cost, in US dollars. A call that could cost more is not made.","examples":[0.1]}},"if":{"not":{"required":["text"]}},"then":{"required":["prompt"]},"dependentSchemas":{"prompt":{"properties":{"text":false}}}},"video_with":{"description":"Generates a video from images and a prompt. Output: `{ file, path, seconds, width, height, media_type, provider }`.","type":"object","additionalProperties":false,"properties":{"provider":{"description":"The provider to call: a name under `providers` in the config, or `offline`, which needs no account and no network. `offline` by default. A manifest can substitute another one.","type":"string","minLength":1,"examples":["writer","offline"]},"prompt":{"description":"The prompt, a template below `templates/` (`../` leads to the project). Either this or `text`.","type":"string","minLength":1,"examples":["storyboard/keyframe.md"]},"text":{"description":"An inline prompt template. Either this or `prompt`.","type":"string","examples":["The camera moves towards {{ what }}."]},"vars":{"description":"The variables that the template can use.","type":["object","string"],"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$","examples":[{"scene":"${{ item }}"}]},"images":{"description":"The first frame of the video, and optionally the last one: paths from the project root, usually of artifacts.","type":["array","string"],"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$","maxItems":2,"items":{"type":"string","minLength":1},"examples":[["${{ stages.keyframe.artifacts.frame.path }}"]]},"seconds":{"$ref":"#/$defs/computed_number","description":"Duration in seconds. 4 by default.","minimum":0.5,"maximum":120,"examples":[4]},"size":{"$ref":"#/$defs/size","description":"Width and height in pixels. `1080x1920` by default.","examples":["1080x1920"]},"fps":{"$ref":"#/$defs/computed_number","description":"Frames per second. 30 by default.","multipleOf":1,"minimum":1,"maximum":60,"examples":[30]},"seed":{"$ref":"#/$defs/computed_number","description":"Makes results repeatable, as far as the provider supports it.","multipleOf":1,"minimum":0,"maximum":2147483647,"examples":[7]},"move":{"description":"The camera move, used by `offline`: `still`, `zoom_in`, `zoom_out`, `pan_left`, `pan_right`, `pan_up` or `pan_down`.","type":"string","pattern":"^(?:still|zoom_in|zoom_out|pan_left|pan_right|pan_up|pan_down|[\\s\\S]*\\$\\{\\{[\\s\\S]*)$","examples":["zoom_in"]},"to":{"description":"Name of the artifact. `video.mp4` by default.","type":"string","minLength":1,"examples":["clip.mp4"]},"max_cost":{"$ref":"#/$defs/usd","description":"The most that one call may cost, in US dollars. A call that could cost more is not made.","examples":[0.1]}},"if":{"not":{"required":["text"]}},"then":{"required":["prompt"]},"dependentSchemas":{"prompt":{"properties":{"text":false}}}},"transcribe_with":{"description":"Transcribes a recording. Output: `{ text, segments: [{ start, end, text }] }`, times in seconds.","type":"object","additionalProperties":false,"required":["file"],"properties":{"provider":{"description":"The provider to call: a name under `providers` in the config, or `offline`, which needs no account and no network. `offline` by default. A manifest can substitute another one.","type":"string","minLength":1,"examples":["writer","offline"]},"file":{"description":"The recording: a path from the project root, usually of an artifact.","type":"string","minLength":1,"examples":["${{ stages.mixing.artifacts.episode.path }}"]},"language":{"description":"The spoken language as a BCP 47 tag. By default, the provider detects it.","type":"string","minLength":1,"examples":["en"]},"max_cost":{"$ref":"#/$defs/usd","description":"The most that one call may cost, in US dollars. A call that could cost more is not made.","examples":[0.1]}}},"media_caption_entry":{"description":"One caption.","type":["object","string"],"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$","additionalProperties":false,"required":["start","end","text"],"properties":{"start":{"$ref":"#/$defs/computed_number","description":"Start, in seconds.","minimum":0,"maximum":14400,"examples":[0]},"end":{"$ref":"#/$defs/computed_number","description":"End, in seconds.","minimum":0,"maximum":14400,"examples":[2.5]},"text":{"$ref":"#/$defs/text","description":"The text. Long texts are split into lines and captions.","examples":["How do rockets fly?"]}}},"media_sound":{"description":"An audio file of the project, or music to generate (`mood`, `seed`).","type":["object","string"],"additionalProperties":false,"properties":{"file":{"description":"A project file, or the path of an artifact.","type":"string","minLength":1,"examples":["assets/theme.wav"]},"mood":{"description":"The mood of the music.","type":"string","anyOf":[{"enum":["calm","bright","tense"]},{"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}],"examples":["calm"]},"seed":{"$ref":"#/$defs/text","description":"The same seed gives the same music on every machine.","examples":[7]},"kind":{"description":"A continuous piece, or a jingle of about five seconds.","type":"string","anyOf":[{"enum":["loop","jingle"]},{"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}],"examples":["jingle"]}},"examples":[{"mood":"calm","seed":7},"assets/theme.wav"]},"media_track":{"description":"One audio file.","type":["object","string"],"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$","additionalProperties":false,"required":["file"],"properties":{"file":{"description":"A project file, or the path of an artifact.","type":"string","minLength":1,"examples":["assets/theme.wav"]},"pause":{"$ref":"#/$defs/computed_number","description":"Seconds of silence after the track. 0.35 by default.","minimum":0,"maximum":60,"examples":[0.4]},"gain":{"$ref":"#/$defs/computed_number","description":"Additional gain in decibels, after levelling. 0 by default.","minimum":-60,"maximum":24,"examples":[-3]}}},"media_chapter":{"description":"One chapter.","type":["object","string"],"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$","additionalProperties":false,"required":["title","track"],"properties":{"title":{"$ref":"#/$defs/text","description":"The title.","examples":["Launch"]},"track":{"$ref":"#/$defs/computed_number","description":"Index of the track at which the chapter starts.","minimum":0,"maximum":1000000,"examples":[3]}}},"media_scene":{"description":"One picture or clip.","type":["object","string"],"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$","additionalProperties":false,"properties":{"image":{"description":"An image file of the project.","type":"string","minLength":1,"examples":["frames/1.png"]},"video":{"description":"A video file of the project. Without ffmpeg, only videos made by pipeline-runner (H.264 baseline) can be decoded.","type":"string","minLength":1,"examples":["clips/1.mp4"]},"images":{"description":"The stills from which the clip was made. If the clip cannot be decoded, these are animated instead.","type":["array","string"],"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$","items":{"$ref":"#/$defs/text","description":"An image file of the project.","examples":["frames/1.png"]},"examples":[["frames/1.png"]]},"seconds":{"$ref":"#/$defs/computed_number","description":"How long the scene is shown, in seconds. 4 by default, or the length of the clip.","minimum":0.1,"maximum":14400,"examples":[4]},"move":{"description":"The camera move.","type":"string","anyOf":[{"enum":["zoom_in","zoom_out","pan_left","pan_right","pan_up","pan_down","still"]},{"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}],"examples":["zoom_in"]}}},"media_clip_file":{"description":"A video file of the project, or a map with `file`.","type":["object","string"],"additionalProperties":false,"properties":{"file":{"description":"A project file, or the path of an artifact.","type":"string","minLength":1,"examples":["assets/theme.wav"]}}},"media_mix":{"description":"Mixes speech tracks into one recording, with pauses, music, intro, outro, chapters and tags. Output: `{ file, path, seconds, lufs, chapters, tracks }`.","type":"object","additionalProperties":false,"required":["op","tracks"],"properties":{"op":{"description":"The operation.","const":"mix"},"tracks":{"description":"The speech tracks, in order.","type":["array","string"],"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$","items":{"$ref":"#/$defs/media_track"},"examples":[[{"file":"runs/ep001.run/speech/intro/line.wav","pause":0.4}]]},"intro":{"$ref":"#/$defs/media_sound","description":"Played before the first track. With `mood`, it is a jingle.","examples":[{"mood":"bright"}]},"outro":{"$ref":"#/$defs/media_sound","description":"Played after the last track. With `mood`, it is a jingle.","examples":[{"mood":"bright"}]},"music":{"$ref":"#/$defs/media_sound","description":"Background music, looped as needed.","examples":[{"mood":"calm","seed":7}]},"duck":{"$ref":"#/$defs/computed_number","description":"Gain of the music during speech, in decibels. -14 by default.","minimum":-60,"maximum":0,"examples":[-14]},"loudness":{"$ref":"#/$defs/computed_number","description":"Loudness of the result in LUFS, according to ITU-R BS.1770. -16 by default. Peaks stay below -1 dBTP.","minimum":-40,"maximum":-6,"examples":[-16]},"format":{"description":"`wav` or `mp3`. By default the extension of `to`, else `wav`.","type":"string","anyOf":[{"enum":["wav","mp3"]},{"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}],"examples":["mp3"]},"tags":{"description":"MP3 tags: `title`, `artist`, `album`, `track`, `year`, `genre`, `comment`, and `cover`, the path of an image.","type":["object","string"],"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$","additionalProperties":false,"properties":{"title":{"$ref":"#/$defs/text","description":"Title of the episode.","examples":["How rockets work"]},"artist":{"$ref":"#/$defs/text","description":"The artist.","examples":["Rockets for kids"]},"album":{"$ref":"#/$defs/text","description":"Name of the show.","examples":["Rockets for kids"]},"track":{"$ref":"#/$defs/text","description":"Number of the episode.","examples":[7]},"year":{"$ref":"#/$defs/text","description":"Year of publication.","examples":[2026]},"genre":{"$ref":"#/$defs/text","description":"The genre.","examples":["Podcast"]},"comment":{"$ref":"#/$defs/text","description":"A description.","examples":["Why rockets need no air."]},"cover":{"description":"A PNG or JPEG image.","type":"string","minLength":1,"examples":["assets/cover.png"]}},"examples":[{"title":"How rockets work","track":7}]},"chapters":{"description":"MP3 chapters, each starting with a track.","type":["array","string"],"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$","items":{"$ref":"#/$defs/media_chapter"},"examples":[[{"title":"Launch","track":0}]]},"to":{"description":"Name of the artifact: WAV or MP3. `mix.wav` by default.","type":"string","minLength":1,"examples":["episode.mp3"]},"encoder":{"description":"The encoder: `ffmpeg`, `wasm` (built in), or `auto`, which uses ffmpeg if it is installed. `auto` by default.","type":"string","anyOf":[{"enum":["auto","ffmpeg","wasm"]},{"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}],"examples":["wasm"]}}},"media_clip":{"description":"Makes a video from one still, or from a first and a last still, with a camera move. Output: `{ file, path, seconds, width, height, fps, bytes }`.","type":"object","additionalProperties":false,"required":["op","images"],"properties":{"op":{"description":"The operation.","const":"clip"},"images":{"description":"The first picture, and optionally the last one.","type":["array","string"],"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$","items":{"$ref":"#/$defs/text","description":"An image file of the project.","examples":["frames/start.png"]},"examples":[["frames/start.png","frames/end.png"]]},"seconds":{"$ref":"#/$defs/computed_number","description":"Length in seconds. 4 by default.","minimum":0.1,"maximum":14400,"examples":[4]},"move":{"description":"The camera move.","type":"string","anyOf":[{"enum":["zoom_in","zoom_out","pan_left","pan_right","pan_up","pan_down","still"]},{"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}],"examples":["zoom_in"]},"size":{"$ref":"#/$defs/size","description":"Width and height in pixels, both even. 1080x1920 by default.","examples":["1080x1920"]},"fps":{"$ref":"#/$defs/computed_number","description":"Frames per second. 30 by default.","minimum":1,"maximum":60,"examples":[30]},"encoder":{"description":"The encoder: `ffmpeg`, `wasm` (built in), or `auto`, which uses ffmpeg if it is installed. `auto` by default.","type":"string","anyOf":[{"enum":["auto","ffmpeg","wasm"]},{"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}],"examples":["wasm"]},"to":{"description":"Name of the artifact. `clip.mp4` by default.","type":"string","minLength":1,"examples":["clip.mp4"]}}},"media_compose":{"description":"Makes a video from animated pictures and clips, with voice, music and burned-in captions. Output: `{ file, path, seconds, width, height, fps, bytes, lufs, scenes, redrawn }`.","type":"object","additionalProperties":false,"required":["op","scenes"],"properties":{"op":{"description":"The operation.","const":"compose"},"size":{"$ref":"#/$defs/size","description":"Width and height in pixels, both even. 1080x1920 by default.","examples":["1080x1920"]},"fps":{"$ref":"#/$defs/computed_number","description":"Frames per second. 30 by default.","minimum":1,"maximum":60,"examples":[30]},"scenes":{"description":"The scenes, in order.","type":["array","string"],"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$","items":{"$ref":"#/$defs/media_scene"},"examples":["${{ stages.timeline.output.scenes }}"]},"voice":{"$ref":"#/$defs/media_sound","description":"The voice-over.","examples":["runs/v1.run/voice/voice.wav"]},"music":{"$ref":"#/$defs/media_sound","description":"Background music.","examples":[{"mood":"calm"}]},"captions":{"description":"The captions, with times in seconds.","type":["array","string"],"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$","items":{"$ref":"#/$defs/media_caption_entry"},"examples":["${{ stages.timeline.output.captions }}"]},"transition":{"$ref":"#/$defs/computed_number","description":"Length of the cross-fade between scenes in seconds; 0 for cuts. 0.5 by default.","minimum":0,"maximum":10,"examples":[0.5]},"duck":{"$ref":"#/$defs/computed_number","description":"Gain of the music during speech, in decibels. -14 by default.","minimum":-60,"maximum":0,"examples":[-14]},"loudness":{"$ref":"#/$defs/computed_number","description":"Loudness of the result in LUFS, according to ITU-R BS.1770. -16 by default. Peaks stay below -1 dBTP.","minimum":-40,"maximum":-6,"examples":[-16]},"encoder":{"description":"The encoder: `ffmpeg`, `wasm` (built in), or `auto`, which uses ffmpeg if it is installed. `auto` by default.","type":"string","anyOf":[{"enum":["auto","ffmpeg","wasm"]},{"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}],"examples":["wasm"]},"to":{"description":"Name of the artifact. `video.mp4` by default.","type":"string","minLength":1,"examples":["video.mp4"]}}},"media_concat":{"description":"Joins clips with cross-fades. Without ffmpeg, clips that pipeline-runner did not make (H.264 baseline) are joined as they are, with cuts. Output: `{ file, path, seconds, width, height, fps, bytes, lufs, transition }`.","type":"object","additionalProperties":false,"required":["op","clips"],"properties":{"op":{"description":"The operation.","const":"concat"},"clips":{"description":"The clips, in order.","type":["array","string"],"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$","items":{"$ref":"#/$defs/media_clip_file"},"examples":[["clips/1.mp4","clips/2.mp4"]]},"transition":{"$ref":"#/$defs/computed_number","description":"Length of the cross-fade between scenes in seconds; 0 for cuts. 0.5 by default.","minimum":0,"maximum":10,"examples":[0.5]},"audio":{"$ref":"#/$defs/media_sound","description":"Audio that replaces the sound of the clips. Without ffmpeg, their AAC sound is copied as it is if all that have sound have the same kind and there is no `music`; else it is dropped.","examples":["voice.wav"]},"music":{"$ref":"#/$defs/media_sound","description":"Background music.","examples":[{"mood":"calm"}]},"duck":{"$ref":"#/$defs/computed_number","description":"Gain of the music during speech, in decibels. -14 by default.","minimum":-60,"maximum":0,"examples":[-14]},"loudness":{"$ref":"#/$defs/computed_number","description":"Loudness of the result in LUFS, according to ITU-R BS.1770. -16 by default. Peaks stay below -1 dBTP.","minimum":-40,"maximum":-6,"examples":[-16]},"size":{"$ref":"#/$defs/size","description":"Width and height in pixels. Those of the first clip by default.","examples":["1080x1920"]},"fps":{"$ref":"#/$defs/computed_number","description":"Frames per second. Those of the first clip by default.","minimum":1,"maximum":60,"examples":[30]},"encoder":{"description":"The encoder: `ffmpeg`, `wasm` (built in), or `auto`, which uses ffmpeg if it is installed. `auto` by default.","type":"string","anyOf":[{"enum":["auto","ffmpeg","wasm"]},{"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}],"examples":["wasm"]},"to":{"description":"Name of the artifact. `video.mp4` by default.","type":"string","minLength":1,"examples":["video.mp4"]}}},"media_normalise":{"description":"Normalizes audio to a loudness. Output: `{ file, path, seconds, lufs, bytes }`.","type":"object","additionalProperties":false,"required":["op","file"],"properties":{"op":{"description":"The operation.","const":"normalise"},"file":{"description":"A project file, or the path of an artifact.","type":"string","minLength":1,"examples":["assets/theme.wav"]},"loudness":{"$ref":"#/$defs/computed_number","description":"Loudness of the result in LUFS, according to ITU-R BS.1770. -16 by default. Peaks stay below -1 dBTP.","minimum":-40,"maximum":-6,"examples":[-16]},"format":{"description":"`wav` or `mp3`. By default the extension of `to`, else `wav`.","type":"string","anyOf":[{"enum":["wav","mp3"]},{"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}],"examples":["mp3"]},"to":{"description":"Name of the artifact: WAV or MP3. `normalised.wav` by default.","type":"string","minLength":1,"examples":["theme.wav"]},"encoder":{"description":"The encoder: `ffmpeg`, `wasm` (built in), or `auto`, which uses ffmpeg if it is installed. `auto` by default.","type":"string","anyOf":[{"enum":["auto","ffmpeg","wasm"]},{"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}],"examples":["wasm"]}}},"media_caption":{"description":"Writes captions as `.srt` and `.vtt`. Output: `{ file, path, srt, vtt, captions, seconds }`.","type":"object","additionalProperties":false,"required":["op","captions"],"properties":{"op":{"description":"The operation.","const":"caption"},"captions":{"description":"The captions, with times in seconds.","type":["array","string"],"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$","items":{"$ref":"#/$defs/media_caption_entry"},"examples":["${{ stages.timeline.output.captions }}"]},"to":{"description":"Name of the artifacts, without extension. `captions` by default.","type":"string","minLength":1,"examples":["captions"]}}},"media_thumbnail":{"description":"Makes a picture with a title from an image, or from a frame of a video. Output: `{ file, path, width, height, bytes }`.","type":"object","additionalProperties":false,"required":["op"],"properties":{"op":{"description":"The operation.","const":"thumbnail"},"image":{"description":"An image file of the project.","type":"string","minLength":1,"examples":["frames/1.png"]},"video":{"description":"A video file of the project. Without ffmpeg, only videos made by pipeline-runner (H.264 baseline) can be decoded.","type":"string","minLength":1,"examples":["video.mp4"]},"at":{"$ref":"#/$defs/computed_number","description":"Time of the frame in seconds. 1 by default.","minimum":0,"maximum":14400,"examples":[1]},"title":{"$ref":"#/$defs/text","description":"Text on the picture.","examples":["How rockets work"]},"size":{"$ref":"#/$defs/size","description":"Width and height in pixels, both even. 1080x1920 by default.","examples":["1080x1920"]},"to":{"description":"Name of the artifact: PNG or JPEG. `thumbnail.png` by default.","type":"string","minLength":1,"examples":["thumb.png"]},"encoder":{"description":"The encoder: `ffmpeg`, `wasm` (built in), or `auto`, which uses ffmpeg if it is installed. `auto` by default.","type":"string","anyOf":[{"enum":["auto","ffmpeg","wasm"]},{"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}],"examples":["wasm"]}}},"media_music":{"description":"Generates music that needs no license. Output: `{ file, path, seconds, lufs, bytes }`.","type":"object","additionalProperties":false,"required":["op"],"properties":{"op":{"description":"The operation.","const":"music"},"mood":{"description":"The mood of the music.","type":"string","anyOf":[{"enum":["calm","bright","tense"]},{"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}],"examples":["calm"]},"seed":{"$ref":"#/$defs/text","description":"The same seed gives the same music on every machine.","examples":[7]},"kind":{"description":"A continuous piece, or a jingle of about five seconds. `loop` by default.","type":"string","anyOf":[{"enum":["loop","jingle"]},{"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}],"examples":["jingle"]},"seconds":{"$ref":"#/$defs/computed_number","description":"Length in seconds. Default: one cycle of a seamless loop.","minimum":1,"maximum":14400,"examples":[60]},"loudness":{"$ref":"#/$defs/computed_number","description":"Loudness of the result in LUFS, according to ITU-R BS.1770. -16 by default. Peaks stay below -1 dBTP.","minimum":-40,"maximum":-6,"examples":[-16]},"format":{"description":"`wav` or `mp3`. By default the extension of `to`, else `wav`.","type":"string","anyOf":[{"enum":["wav","mp3"]},{"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}],"examples":["mp3"]},"to":{"description":"Name of the artifact: WAV or MP3. `music.wav` by default.","type":"string","minLength":1,"examples":["music.wav"]}}},"media_probe":{"description":"Inspects audio or video, and draws a contact sheet of its frames and its waveform. Values that cannot be determined are null. Output: `{ file, path, seconds, bytes, container, video: { width, height, codec, fps, black, black_seconds, frozen, frozen_seconds, by }, audio: { codec, channels, rate, lufs, silent, silent_seconds, by } }`.","type":"object","additionalProperties":false,"required":["op","file"],"properties":{"op":{"description":"The operation.","const":"probe"},"file":{"description":"A project file, or the path of an artifact.","type":"string","minLength":1,"examples":["assets/theme.wav"]},"encoder":{"description":"The encoder: `ffmpeg`, `wasm` (built in), or `auto`, which uses ffmpeg if it is installed. `auto` by default.","type":"string","anyOf":[{"enum":["auto","ffmpeg","wasm"]},{"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$"}],"examples":["wasm"]},"to":{"description":"Name of the contact sheet. `sheet.png` by default.","type":"string","minLength":1,"examples":["sheet.png"]}}},"media_with":{"description":"Processes audio, images and video: one operation, named by `op`. Files are paths in the project; no model is called.","type":"object","required":["op"],"allOf":[{"properties":{"op":{"description":"The operation: `mix` speech and music, make a `clip` from stills, `compose` a video, `concat` clips, `normalise` audio, write `caption` files, make a `thumbnail`, generate `music`, or `probe` a file.","type":"string","enum":["mix","clip","compose","concat","normalise","caption","thumbnail","music","probe"],"examples":["mix"]}}},{"if":{"required":["op"],"properties":{"op":{"const":"mix"}}},"then":{"$ref":"#/$defs/media_mix"}},{"if":{"required":["op"],"properties":{"op":{"const":"clip"}}},"then":{"$ref":"#/$defs/media_clip"}},{"if":{"required":["op"],"properties":{"op":{"const":"compose"}}},"then":{"$ref":"#/$defs/media_compose"}},{"if":{"required":["op"],"properties":{"op":{"const":"concat"}}},"then":{"$ref":"#/$defs/media_concat"}},{"if":{"required":["op"],"properties":{"op":{"const":"normalise"}}},"then":{"$ref":"#/$defs/media_normalise"}},{"if":{"required":["op"],"properties":{"op":{"const":"caption"}}},"then":{"$ref":"#/$defs/media_caption"}},{"if":{"required":["op"],"properties":{"op":{"const":"thumbnail"}}},"then":{"$ref":"#/$defs/media_thumbnail"}},{"if":{"required":["op"],"properties":{"op":{"const":"music"}}},"then":{"$ref":"#/$defs/media_music"}},{"if":{"required":["op"],"properties":{"op":{"const":"probe"}}},"then":{"$ref":"#/$defs/media_probe"}}]},"pipeline_with":{"description":"Runs another pipeline as part of this run. Output: the other pipeline's `outputs`.","type":"object","additionalProperties":false,"required":["pipeline"],"properties":{"pipeline":{"description":"Name of the pipeline (`podcast` is `pipelines/podcast.yaml`), or its path.","type":"string","minLength":1,"examples":["podcast"]},"inputs":{"description":"The inputs of the other pipeline.","type":["object","string"],"pattern":"^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$","examples":[{"topic":"${{ item }}"}]}}},"approval_with":{"description":"A gate: asks a person to review the output and artifacts of a stage, and continues with what was approved. Output: the approved value.","type":"object","additionalProperties":false,"required":["subject"],"properties":{"subject":{"description":"The stage whose output and artifacts are reviewed.","type":"string","minLength":1,"examples":["outlining"]},"rework":{"description":"Where `changes` send the run back to: the subject, or a stage before it. That stage runs again with `feedback` in scope. Without it, the gate does not accept changes.","type":"string","minLength":1,"examples":["outlining"]},"editable":{"description":"Offers the output of the subject as a draft that the reviewer may edit; the edited draft is the output of the gate. Files cannot be edited.","type":"boolean","default":false},"max_rounds":{"description":"How often the gate may ask. No limit by default.","type":"integer","minimum":1,"examples":[5]},"approvers":{"$ref":"#/$defs/approvers","description":"Who may answer. Default: the pipeline's approvers, else the config's, else anybody."},"quorum":{"description":"How many different people must approve.","type":"integer","minimum":1,"default":1,"examples":[2]},"not_author":{"description":"The author of the manifest may not approve.","type":"boolean","default":false},"require_signed":{"description":"Only a commit with a verified signature counts as an answer.","type":"boolean","default":false},"auto_approve":{"description":"`allowed`: a manifest may waive the gate with `auto_approve`.","type":"string","enum":["never","allowed"],"default":"never"},"remind_after":{"$ref":"#/$defs/reminder","description":"Time from the question to the first reminder. 7d by default.","examples":["2d","never"]},"remind_every":{"$ref":"#/$defs/reminder","description":"Time between further reminders. By default, there is only one reminder.","examples":["1d","never"]},"question":{"description":"The question to the reviewer, in one sentence. May contain `${{ … }}`.","type":"string","minLength":1,"examples":["Is the outline of ${{ inputs.topic }} good enough to be recorded?"]}}}}});
