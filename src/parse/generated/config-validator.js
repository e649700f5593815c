// Generated from schemas/*.schema.json by `npm run generate`. Do not edit.
export const validateConfig = validate13;
const func0 = Object.prototype.hasOwnProperty;
const func53 = (text) => { let length = 0; for (const _ of text) length++; return length; };
const pattern0 = new RegExp("^[A-Za-z][A-Za-z0-9_-]{0,63}$", "u");
const pattern1 = new RegExp("^[A-Za-z_][A-Za-z0-9_]{0,63}$", "u");
const pattern3 = new RegExp("^[A-Za-z_][A-Za-z0-9_]*$", "u");
const pattern12 = new RegExp("^[^/@:\\s]+$|^[0-9a-fA-F:.]+$", "u");
const pattern13 = new RegExp("^[^/@\\s]+$", "u");
const pattern7 = new RegExp("^(?=[0-9])(?:[0-9]+d)?(?:[0-9]+h)?(?:[0-9]+m)?(?:[0-9]+s)?(?:[0-9]+ms)?$", "u");
const pattern19 = new RegExp("^(?!/|.*(?:^|/)\\.\\.(?:/|$))[^\\\\:]+\\.json$", "u");

function validate14(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(Object.keys(data).length > 1){
(vErrors ??= []).push({instancePath,schemaPath:"#/maxProperties",keyword:"maxProperties",params:{limit: 1}});
errors++;
}
if(Object.keys(data).length < 1){
(vErrors ??= []).push({instancePath,schemaPath:"#/minProperties",keyword:"minProperties",params:{limit: 1}});
errors++;
}
for(const key0 of Object.keys(data)){
if(!(((key0 === "env") || (key0 === "file")) || (key0 === "command"))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.env !== undefined && func0.call(data, "env")){
let data0 = data.env;
if(typeof data0 === "string"){
if(!pattern3.test(data0)){
(vErrors ??= []).push({instancePath:instancePath+"/env",schemaPath:"#/properties/env/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_]*$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/env",schemaPath:"#/properties/env/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.file !== undefined && func0.call(data, "file")){
let data1 = data.file;
if(typeof data1 === "string"){
if(func53(data1) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/file",schemaPath:"#/properties/file/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/file",schemaPath:"#/properties/file/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.command !== undefined && func0.call(data, "command")){
let data2 = data.command;
if(Array.isArray(data2)){
if(data2.length < 1){
(vErrors ??= []).push({instancePath:instancePath+"/command",schemaPath:"#/properties/command/minItems",keyword:"minItems",params:{limit: 1}});
errors++;
}
const len0 = data2.length;
for(let i0=0; i0<len0; i0++){
let data3 = data2[i0];
if(typeof data3 === "string"){
if(func53(data3) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/command/" + i0,schemaPath:"#/properties/command/items/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/command/" + i0,schemaPath:"#/properties/command/items/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/command",schemaPath:"#/properties/command/type",keyword:"type",params:{type: "array"}});
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

const pattern5 = new RegExp("^(?:@[a-z0-9][a-z0-9._-]*/)?[a-z0-9][a-z0-9._-]*$", "u");
const pattern6 = new RegExp("^https?://[^@\\s]+$", "u");
const pattern8 = new RegExp("^[A-Za-z0-9-]{1,64}$", "u");

function validate16(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.type === undefined) || (!(func0.call(data, "type")))){
(vErrors ??= []).push({instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "type"}});
errors++;
}
for(const key0 of Object.keys(data)){
if(!(func0.call(names0, key0))){
(vErrors ??= []).push({instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}});
errors++;
}
}
if(data.type !== undefined && func0.call(data, "type")){
let data0 = data.type;
if(typeof data0 === "string"){
if(func53(data0) > 214){
(vErrors ??= []).push({instancePath:instancePath+"/type",schemaPath:"#/properties/type/maxLength",keyword:"maxLength",params:{limit: 214}});
errors++;
}
if(!pattern5.test(data0)){
(vErrors ??= []).push({instancePath:instancePath+"/type",schemaPath:"#/properties/type/pattern",keyword:"pattern",params:{pattern: "^(?:@[a-z0-9][a-z0-9._-]*/)?[a-z0-9][a-z0-9._-]*$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/type",schemaPath:"#/properties/type/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.model !== undefined && func0.call(data, "model")){
let data1 = data.model;
if(typeof data1 === "string"){
if(func53(data1) > 200){
(vErrors ??= []).push({instancePath:instancePath+"/model",schemaPath:"#/properties/model/maxLength",keyword:"maxLength",params:{limit: 200}});
errors++;
}
if(func53(data1) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/model",schemaPath:"#/properties/model/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/model",schemaPath:"#/properties/model/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.base_url !== undefined && func0.call(data, "base_url")){
let data2 = data.base_url;
if(typeof data2 === "string"){
if(!pattern6.test(data2)){
(vErrors ??= []).push({instancePath:instancePath+"/base_url",schemaPath:"#/properties/base_url/pattern",keyword:"pattern",params:{pattern: "^https?://[^@\\s]+$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/base_url",schemaPath:"#/properties/base_url/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.api_key !== undefined && func0.call(data, "api_key")){
if(!(validate14(data.api_key, {instancePath:instancePath+"/api_key",parentData:data,parentDataProperty:"api_key",rootData}))){
vErrors = vErrors === null ? validate14.errors : vErrors.concat(validate14.errors);
errors = vErrors.length;
}
}
if(data.requests_per_minute !== undefined && func0.call(data, "requests_per_minute")){
let data4 = data.requests_per_minute;
if(!(((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4))) && (isFinite(data4)))){
(vErrors ??= []).push({instancePath:instancePath+"/requests_per_minute",schemaPath:"#/properties/requests_per_minute/type",keyword:"type",params:{type: "integer"}});
errors++;
}
if((typeof data4 == "number") && (isFinite(data4))){
if(data4 > 1000000 || isNaN(data4)){
(vErrors ??= []).push({instancePath:instancePath+"/requests_per_minute",schemaPath:"#/properties/requests_per_minute/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000000}});
errors++;
}
if(data4 < 1 || isNaN(data4)){
(vErrors ??= []).push({instancePath:instancePath+"/requests_per_minute",schemaPath:"#/properties/requests_per_minute/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}});
errors++;
}
}
}
if(data.tokens_per_minute !== undefined && func0.call(data, "tokens_per_minute")){
let data5 = data.tokens_per_minute;
if(!(((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5))) && (isFinite(data5)))){
(vErrors ??= []).push({instancePath:instancePath+"/tokens_per_minute",schemaPath:"#/properties/tokens_per_minute/type",keyword:"type",params:{type: "integer"}});
errors++;
}
if((typeof data5 == "number") && (isFinite(data5))){
if(data5 > 1000000000 || isNaN(data5)){
(vErrors ??= []).push({instancePath:instancePath+"/tokens_per_minute",schemaPath:"#/properties/tokens_per_minute/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000000000}});
errors++;
}
if(data5 < 1 || isNaN(data5)){
(vErrors ??= []).push({instancePath:instancePath+"/tokens_per_minute",schemaPath:"#/properties/tokens_per_minute/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}});
errors++;
}
}
}
if(data.concurrency !== undefined && func0.call(data, "concurrency")){
let data6 = data.concurrency;
if(!(((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6))) && (isFinite(data6)))){
(vErrors ??= []).push({instancePath:instancePath+"/concurrency",schemaPath:"#/properties/concurrency/type",keyword:"type",params:{type: "integer"}});
errors++;
}
if((typeof data6 == "number") && (isFinite(data6))){
if(data6 > 10000 || isNaN(data6)){
(vErrors ??= []).push({instancePath:instancePath+"/concurrency",schemaPath:"#/properties/concurrency/maximum",keyword:"maximum",params:{comparison: "<=", limit: 10000}});
errors++;
}
if(data6 < 1 || isNaN(data6)){
(vErrors ??= []).push({instancePath:instancePath+"/concurrency",schemaPath:"#/properties/concurrency/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}});
errors++;
}
}
}
if(data.breaker !== undefined && func0.call(data, "breaker")){
let data7 = data.breaker;
if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
for(const key1 of Object.keys(data7)){
if(!((key1 === "failures") || (key1 === "cooldown"))){
(vErrors ??= []).push({instancePath:instancePath+"/breaker",schemaPath:"#/properties/breaker/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1}});
errors++;
}
}
if(data7.failures !== undefined && func0.call(data7, "failures")){
let data8 = data7.failures;
if(!(((typeof data8 == "number") && (!(data8 % 1) && !isNaN(data8))) && (isFinite(data8)))){
(vErrors ??= []).push({instancePath:instancePath+"/breaker/failures",schemaPath:"#/properties/breaker/properties/failures/type",keyword:"type",params:{type: "integer"}});
errors++;
}
if((typeof data8 == "number") && (isFinite(data8))){
if(data8 > 1000 || isNaN(data8)){
(vErrors ??= []).push({instancePath:instancePath+"/breaker/failures",schemaPath:"#/properties/breaker/properties/failures/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000}});
errors++;
}
if(data8 < 1 || isNaN(data8)){
(vErrors ??= []).push({instancePath:instancePath+"/breaker/failures",schemaPath:"#/properties/breaker/properties/failures/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}});
errors++;
}
}
}
if(data7.cooldown !== undefined && func0.call(data7, "cooldown")){
let data9 = data7.cooldown;
if(typeof data9 === "string"){
if(!pattern7.test(data9)){
(vErrors ??= []).push({instancePath:instancePath+"/breaker/cooldown",schemaPath:"#/$defs/duration/pattern",keyword:"pattern",params:{pattern: "^(?=[0-9])(?:[0-9]+d)?(?:[0-9]+h)?(?:[0-9]+m)?(?:[0-9]+s)?(?:[0-9]+ms)?$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/breaker/cooldown",schemaPath:"#/$defs/duration/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/breaker",schemaPath:"#/properties/breaker/type",keyword:"type",params:{type: "object"}});
errors++;
}
}
if(data.prices !== undefined && func0.call(data, "prices")){
let data10 = data.prices;
if(data10 && typeof data10 == "object" && !Array.isArray(data10)){
if(Object.keys(data10).length < 1){
(vErrors ??= []).push({instancePath:instancePath+"/prices",schemaPath:"#/properties/prices/minProperties",keyword:"minProperties",params:{limit: 1}});
errors++;
}
for(const key2 of Object.keys(data10)){
if(!(((((((key2 === "per_request") || (key2 === "input_per_million_tokens")) || (key2 === "cached_input_per_million_tokens")) || (key2 === "output_per_million_tokens")) || (key2 === "per_thousand_characters")) || (key2 === "per_second")) || (key2 === "per_image"))){
(vErrors ??= []).push({instancePath:instancePath+"/prices",schemaPath:"#/properties/prices/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2}});
errors++;
}
}
if(data10.per_request !== undefined && func0.call(data10, "per_request")){
let data11 = data10.per_request;
if((typeof data11 == "number") && (isFinite(data11))){
if(data11 < 0 || isNaN(data11)){
(vErrors ??= []).push({instancePath:instancePath+"/prices/per_request",schemaPath:"#/properties/prices/properties/per_request/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/prices/per_request",schemaPath:"#/properties/prices/properties/per_request/type",keyword:"type",params:{type: "number"}});
errors++;
}
}
if(data10.input_per_million_tokens !== undefined && func0.call(data10, "input_per_million_tokens")){
let data12 = data10.input_per_million_tokens;
if((typeof data12 == "number") && (isFinite(data12))){
if(data12 < 0 || isNaN(data12)){
(vErrors ??= []).push({instancePath:instancePath+"/prices/input_per_million_tokens",schemaPath:"#/properties/prices/properties/input_per_million_tokens/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/prices/input_per_million_tokens",schemaPath:"#/properties/prices/properties/input_per_million_tokens/type",keyword:"type",params:{type: "number"}});
errors++;
}
}
if(data10.cached_input_per_million_tokens !== undefined && func0.call(data10, "cached_input_per_million_tokens")){
let data13 = data10.cached_input_per_million_tokens;
if((typeof data13 == "number") && (isFinite(data13))){
if(data13 < 0 || isNaN(data13)){
(vErrors ??= []).push({instancePath:instancePath+"/prices/cached_input_per_million_tokens",schemaPath:"#/properties/prices/properties/cached_input_per_million_tokens/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/prices/cached_input_per_million_tokens",schemaPath:"#/properties/prices/properties/cached_input_per_million_tokens/type",keyword:"type",params:{type: "number"}});
errors++;
}
}
if(data10.output_per_million_tokens !== undefined && func0.call(data10, "output_per_million_tokens")){
let data14 = data10.output_per_million_tokens;
if((typeof data14 == "number") && (isFinite(data14))){
if(data14 < 0 || isNaN(data14)){
(vErrors ??= []).push({instancePath:instancePath+"/prices/output_per_million_tokens",schemaPath:"#/properties/prices/properties/output_per_million_tokens/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/prices/output_per_million_tokens",schemaPath:"#/properties/prices/properties/output_per_million_tokens/type",keyword:"type",params:{type: "number"}});
errors++;
}
}
if(data10.per_thousand_characters !== undefined && func0.call(data10, "per_thousand_characters")){
let data15 = data10.per_thousand_characters;
if((typeof data15 == "number") && (isFinite(data15))){
if(data15 < 0 || isNaN(data15)){
(vErrors ??= []).push({instancePath:instancePath+"/prices/per_thousand_characters",schemaPath:"#/properties/prices/properties/per_thousand_characters/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/prices/per_thousand_characters",schemaPath:"#/properties/prices/properties/per_thousand_characters/type",keyword:"type",params:{type: "number"}});
errors++;
}
}
if(data10.per_second !== undefined && func0.call(data10, "per_second")){
let data16 = data10.per_second;
if((typeof data16 == "number") && (isFinite(data16))){
if(data16 < 0 || isNaN(data16)){
(vErrors ??= []).push({instancePath:instancePath+"/prices/per_second",schemaPath:"#/properties/prices/properties/per_second/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/prices/per_second",schemaPath:"#/properties/prices/properties/per_second/type",keyword:"type",params:{type: "number"}});
errors++;
}
}
if(data10.per_image !== undefined && func0.call(data10, "per_image")){
let data17 = data10.per_image;
if((typeof data17 == "number") && (isFinite(data17))){
if(data17 < 0 || isNaN(data17)){
(vErrors ??= []).push({instancePath:instancePath+"/prices/per_image",schemaPath:"#/properties/prices/properties/per_image/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/prices/per_image",schemaPath:"#/properties/prices/properties/per_image/type",keyword:"type",params:{type: "number"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/prices",schemaPath:"#/properties/prices/type",keyword:"type",params:{type: "object"}});
errors++;
}
}
if(data.headers !== undefined && func0.call(data, "headers")){
let data18 = data.headers;
if(data18 && typeof data18 == "object" && !Array.isArray(data18)){
for(const key3 of Object.keys(data18)){
const _errs42 = errors;
if(typeof key3 === "string"){
if(!pattern8.test(key3)){
(vErrors ??= []).push({instancePath:instancePath+"/headers",schemaPath:"#/properties/headers/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9-]{1,64}$"},propertyName:key3});
errors++;
}
}
var valid4 = _errs42 === errors;
if(!valid4){
(vErrors ??= []).push({instancePath:instancePath+"/headers",schemaPath:"#/properties/headers/propertyNames",keyword:"propertyNames",params:{propertyName: key3}});
errors++;
}
}
for(const key4 of Object.keys(data18)){
let data19 = data18[key4];
if(typeof data19 === "string"){
if(func53(data19) > 1000){
(vErrors ??= []).push({instancePath:instancePath+"/headers/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/headers/additionalProperties/maxLength",keyword:"maxLength",params:{limit: 1000}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/headers/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/headers/additionalProperties/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/headers",schemaPath:"#/properties/headers/type",keyword:"type",params:{type: "object"}});
errors++;
}
}
if(data.timeout !== undefined && func0.call(data, "timeout")){
let data20 = data.timeout;
if(typeof data20 === "string"){
if(!pattern7.test(data20)){
(vErrors ??= []).push({instancePath:instancePath+"/timeout",schemaPath:"#/$defs/duration/pattern",keyword:"pattern",params:{pattern: "^(?=[0-9])(?:[0-9]+d)?(?:[0-9]+h)?(?:[0-9]+m)?(?:[0-9]+s)?(?:[0-9]+ms)?$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/timeout",schemaPath:"#/$defs/duration/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
if(data.fallback !== undefined && func0.call(data, "fallback")){
let data21 = data.fallback;
if(Array.isArray(data21)){
if(data21.length > 8){
(vErrors ??= []).push({instancePath:instancePath+"/fallback",schemaPath:"#/properties/fallback/maxItems",keyword:"maxItems",params:{limit: 8}});
errors++;
}
const len0 = data21.length;
for(let i0=0; i0<len0; i0++){
let data22 = data21[i0];
if(typeof data22 === "string"){
if(!pattern0.test(data22)){
(vErrors ??= []).push({instancePath:instancePath+"/fallback/" + i0,schemaPath:"#/properties/fallback/items/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z][A-Za-z0-9_-]{0,63}$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/fallback/" + i0,schemaPath:"#/properties/fallback/items/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
let i1 = data21.length;
let j0;
if(i1 > 1){
const indices0 = {};
for(;i1--;){
let item0 = data21[i1];
if(typeof item0 !== "string"){
continue;
}
if(typeof indices0[item0] == "number"){
j0 = indices0[item0];
(vErrors ??= []).push({instancePath:instancePath+"/fallback",schemaPath:"#/properties/fallback/uniqueItems",keyword:"uniqueItems",params:{i: i1, j: j0}});
errors++;
break;
}
indices0[item0] = i1;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/fallback",schemaPath:"#/properties/fallback/type",keyword:"type",params:{type: "array"}});
errors++;
}
}
if(data.options !== undefined && func0.call(data, "options")){
let data23 = data.options;
if(!(data23 && typeof data23 == "object" && !Array.isArray(data23))){
(vErrors ??= []).push({instancePath:instancePath+"/options",schemaPath:"#/properties/options/type",keyword:"type",params:{type: "object"}});
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


function validate19(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
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
if(!(((((data2 === "question") || (data2 === "reminder")) || (data2 === "budget")) || (data2 === "ended")) || (data2 === "trouble"))){
(vErrors ??= []).push({instancePath:instancePath+"/on/" + i0,schemaPath:"#/properties/on/items/enum",keyword:"enum",params:{allowedValues: ["question","reminder","budget","ended","trouble"]}});
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
if(func53(data4) < 1){
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
if(!pattern6.test(data5)){
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
if(func53(data6) < 1){
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
validate19.errors = vErrors;
return errors === 0;
}


function validate21(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
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
validate21.errors = vErrors;
return errors === 0;
}

const pattern16 = new RegExp("^[A-Za-z0-9][A-Za-z0-9._-]*$", "u");
const pattern17 = new RegExp("^[A-Za-z0-9][A-Za-z0-9._/-]*$", "u");

function validate23(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
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
if(!pattern16.test(data0)){
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
if(!pattern17.test(data1)){
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
if(!pattern7.test(data2)){
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
(vErrors ??= []).push({instancePath:instancePath+"/commit",schemaPath:"#/properties/commit/enum",keyword:"enum",params:{allowedValues: ["gate","stage","end"]}});
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
if(func53(data5) > 100){
(vErrors ??= []).push({instancePath:instancePath+"/name",schemaPath:"#/properties/name/maxLength",keyword:"maxLength",params:{limit: 100}});
errors++;
}
if(func53(data5) < 1){
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
if(func53(data6) > 200){
(vErrors ??= []).push({instancePath:instancePath+"/email",schemaPath:"#/properties/email/maxLength",keyword:"maxLength",params:{limit: 200}});
errors++;
}
if(func53(data6) < 3){
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
validate23.errors = vErrors;
return errors === 0;
}


function validate25(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
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
(vErrors ??= []).push({instancePath:instancePath+"/in_git",schemaPath:"#/properties/in_git/enum",keyword:"enum",params:{allowedValues: ["small","all","none"]}});
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
validate25.errors = vErrors;
return errors === 0;
}


function validate13(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="config.schema.json" */;
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 of Object.keys(data)){
if(!(func0.call(names1, key0))){
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
if(!pattern0.test(key1)){
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
if(!pattern1.test(key3)){
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
if(!pattern1.test(key4)){
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
if(!(validate14(data5[key5], {instancePath:instancePath+"/secrets/" + key5.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data5,parentDataProperty:key5,rootData}))){
vErrors = vErrors === null ? validate14.errors : vErrors.concat(validate14.errors);
errors = vErrors.length;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/secrets",schemaPath:"#/properties/secrets/type",keyword:"type",params:{type: "object"}});
errors++;
}
}
if(data.providers !== undefined && func0.call(data, "providers")){
let data7 = data.providers;
if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
for(const key6 of Object.keys(data7)){
const _errs22 = errors;
if(typeof key6 === "string"){
if(!pattern0.test(key6)){
(vErrors ??= []).push({instancePath:instancePath+"/providers",schemaPath:"#/properties/providers/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z][A-Za-z0-9_-]{0,63}$"},propertyName:key6});
errors++;
}
}
var valid6 = _errs22 === errors;
if(!valid6){
(vErrors ??= []).push({instancePath:instancePath+"/providers",schemaPath:"#/properties/providers/propertyNames",keyword:"propertyNames",params:{propertyName: key6}});
errors++;
}
}
for(const key7 of Object.keys(data7)){
if(!(validate16(data7[key7], {instancePath:instancePath+"/providers/" + key7.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data7,parentDataProperty:key7,rootData}))){
vErrors = vErrors === null ? validate16.errors : vErrors.concat(validate16.errors);
errors = vErrors.length;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/providers",schemaPath:"#/properties/providers/type",keyword:"type",params:{type: "object"}});
errors++;
}
}
if(data.budget !== undefined && func0.call(data, "budget")){
let data9 = data.budget;
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
for(const key8 of Object.keys(data9)){
if(!(key8 === "day")){
(vErrors ??= []).push({instancePath:instancePath+"/budget",schemaPath:"#/properties/budget/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key8}});
errors++;
}
}
if(data9.day !== undefined && func0.call(data9, "day")){
let data10 = data9.day;
if((typeof data10 == "number") && (isFinite(data10))){
if(data10 > 1000000000 || isNaN(data10)){
(vErrors ??= []).push({instancePath:instancePath+"/budget/day",schemaPath:"#/$defs/usd/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000000000}});
errors++;
}
if(data10 < 0 || isNaN(data10)){
(vErrors ??= []).push({instancePath:instancePath+"/budget/day",schemaPath:"#/$defs/usd/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/budget/day",schemaPath:"#/$defs/usd/type",keyword:"type",params:{type: "number"}});
errors++;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/budget",schemaPath:"#/properties/budget/type",keyword:"type",params:{type: "object"}});
errors++;
}
}
if(data.env !== undefined && func0.call(data, "env")){
let data11 = data.env;
if(Array.isArray(data11)){
const len0 = data11.length;
for(let i0=0; i0<len0; i0++){
let data12 = data11[i0];
if(typeof data12 === "string"){
if(!pattern3.test(data12)){
(vErrors ??= []).push({instancePath:instancePath+"/env/" + i0,schemaPath:"#/properties/env/items/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_]*$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/env/" + i0,schemaPath:"#/properties/env/items/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
let i1 = data11.length;
let j0;
if(i1 > 1){
const indices0 = {};
for(;i1--;){
let item0 = data11[i1];
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
let data13 = data.http;
if(data13 && typeof data13 == "object" && !Array.isArray(data13)){
for(const key9 of Object.keys(data13)){
if(!((key9 === "allow_hosts") || (key9 === "allow_private"))){
(vErrors ??= []).push({instancePath:instancePath+"/http",schemaPath:"#/properties/http/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key9}});
errors++;
}
}
if(data13.allow_hosts !== undefined && func0.call(data13, "allow_hosts")){
let data14 = data13.allow_hosts;
if(Array.isArray(data14)){
const len1 = data14.length;
for(let i2=0; i2<len1; i2++){
let data15 = data14[i2];
if(typeof data15 === "string"){
if(func53(data15) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/http/allow_hosts/" + i2,schemaPath:"#/properties/http/properties/allow_hosts/items/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
if(!pattern12.test(data15)){
(vErrors ??= []).push({instancePath:instancePath+"/http/allow_hosts/" + i2,schemaPath:"#/properties/http/properties/allow_hosts/items/pattern",keyword:"pattern",params:{pattern: "^[^/@:\\s]+$|^[0-9a-fA-F:.]+$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/http/allow_hosts/" + i2,schemaPath:"#/properties/http/properties/allow_hosts/items/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
let i3 = data14.length;
let j1;
if(i3 > 1){
const indices1 = {};
for(;i3--;){
let item1 = data14[i3];
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
if(data13.allow_private !== undefined && func0.call(data13, "allow_private")){
let data16 = data13.allow_private;
if(Array.isArray(data16)){
const len2 = data16.length;
for(let i4=0; i4<len2; i4++){
let data17 = data16[i4];
if(typeof data17 === "string"){
if(func53(data17) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/http/allow_private/" + i4,schemaPath:"#/properties/http/properties/allow_private/items/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
if(!pattern13.test(data17)){
(vErrors ??= []).push({instancePath:instancePath+"/http/allow_private/" + i4,schemaPath:"#/properties/http/properties/allow_private/items/pattern",keyword:"pattern",params:{pattern: "^[^/@\\s]+$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/http/allow_private/" + i4,schemaPath:"#/properties/http/properties/allow_private/items/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
let i5 = data16.length;
let j2;
if(i5 > 1){
const indices2 = {};
for(;i5--;){
let item2 = data16[i5];
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
let data18 = data.approvers;
if(Array.isArray(data18)){
if(data18.length < 1){
(vErrors ??= []).push({instancePath:instancePath+"/approvers",schemaPath:"#/properties/approvers/minItems",keyword:"minItems",params:{limit: 1}});
errors++;
}
const len3 = data18.length;
for(let i6=0; i6<len3; i6++){
let data19 = data18[i6];
if(typeof data19 === "string"){
if(func53(data19) < 1){
(vErrors ??= []).push({instancePath:instancePath+"/approvers/" + i6,schemaPath:"#/properties/approvers/items/minLength",keyword:"minLength",params:{limit: 1}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/approvers/" + i6,schemaPath:"#/properties/approvers/items/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
let i7 = data18.length;
let j3;
if(i7 > 1){
const indices3 = {};
for(;i7--;){
let item3 = data18[i7];
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
let data20 = data.gates;
if(typeof data20 !== "string"){
(vErrors ??= []).push({instancePath:instancePath+"/gates",schemaPath:"#/properties/gates/type",keyword:"type",params:{type: "string"}});
errors++;
}
if(!((data20 === "keep") || (data20 === "relax"))){
(vErrors ??= []).push({instancePath:instancePath+"/gates",schemaPath:"#/properties/gates/enum",keyword:"enum",params:{allowedValues: ["keep","relax"]}});
errors++;
}
}
if(data.notify !== undefined && func0.call(data, "notify")){
let data21 = data.notify;
if(Array.isArray(data21)){
const len4 = data21.length;
for(let i8=0; i8<len4; i8++){
if(!(validate19(data21[i8], {instancePath:instancePath+"/notify/" + i8,parentData:data21,parentDataProperty:i8,rootData}))){
vErrors = vErrors === null ? validate19.errors : vErrors.concat(validate19.errors);
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
let data23 = data.grace;
if(typeof data23 === "string"){
if(!pattern7.test(data23)){
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
if(!(validate21(data.watch, {instancePath:instancePath+"/watch",parentData:data,parentDataProperty:"watch",rootData}))){
vErrors = vErrors === null ? validate21.errors : vErrors.concat(validate21.errors);
errors = vErrors.length;
}
}
if(data.git !== undefined && func0.call(data, "git")){
if(!(validate23(data.git, {instancePath:instancePath+"/git",parentData:data,parentDataProperty:"git",rootData}))){
vErrors = vErrors === null ? validate23.errors : vErrors.concat(validate23.errors);
errors = vErrors.length;
}
}
if(data.artifacts !== undefined && func0.call(data, "artifacts")){
if(!(validate25(data.artifacts, {instancePath:instancePath+"/artifacts",parentData:data,parentDataProperty:"artifacts",rootData}))){
vErrors = vErrors === null ? validate25.errors : vErrors.concat(validate25.errors);
errors = vErrors.length;
}
}
if(data.machine_files !== undefined && func0.call(data, "machine_files")){
let data27 = data.machine_files;
if(Array.isArray(data27)){
const len5 = data27.length;
for(let i9=0; i9<len5; i9++){
let data28 = data27[i9];
if(typeof data28 === "string"){
if(!pattern19.test(data28)){
(vErrors ??= []).push({instancePath:instancePath+"/machine_files/" + i9,schemaPath:"#/properties/machine_files/items/pattern",keyword:"pattern",params:{pattern: "^(?!/|.*(?:^|/)\\.\\.(?:/|$))[^\\\\:]+\\.json$"}});
errors++;
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/machine_files/" + i9,schemaPath:"#/properties/machine_files/items/type",keyword:"type",params:{type: "string"}});
errors++;
}
}
let i10 = data27.length;
let j4;
if(i10 > 1){
const indices4 = {};
for(;i10--;){
let item4 = data27[i10];
if(typeof item4 !== "string"){
continue;
}
if(typeof indices4[item4] == "number"){
j4 = indices4[item4];
(vErrors ??= []).push({instancePath:instancePath+"/machine_files",schemaPath:"#/properties/machine_files/uniqueItems",keyword:"uniqueItems",params:{i: i10, j: j4}});
errors++;
break;
}
indices4[item4] = i10;
}
}
}
else {
(vErrors ??= []).push({instancePath:instancePath+"/machine_files",schemaPath:"#/properties/machine_files/type",keyword:"type",params:{type: "array"}});
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
const names0 = {"type":1,"model":1,"base_url":1,"api_key":1,"requests_per_minute":1,"tokens_per_minute":1,"concurrency":1,"breaker":1,"prices":1,"headers":1,"timeout":1,"fallback":1,"options":1};
const names1 = {"$schema":1,"concurrency":1,"pools":1,"vars":1,"secrets":1,"providers":1,"budget":1,"env":1,"http":1,"approvers":1,"gates":1,"notify":1,"grace":1,"watch":1,"git":1,"artifacts":1,"machine_files":1};
export const configSchema = () => ({"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"config.schema.json","title":"Config file","description":"The settings of a project: data only. `pipeline-runner.config.yaml` or `pipeline-runner.config.json` at its root.","type":"object","additionalProperties":false,"properties":{"$schema":{"description":"For editors: the location of this file's schema.","type":"string","examples":["./node_modules/pipeline-runner/schemas/config.schema.json"]},"concurrency":{"description":"Concurrent attempts in all runs of one process. 4 by default.","type":"integer","minimum":1,"maximum":10000,"examples":[4]},"pools":{"description":"Named pools, each with the number of attempts that it admits at once.","type":"object","propertyNames":{"pattern":"^[A-Za-z][A-Za-z0-9_-]{0,63}$"},"additionalProperties":{"description":"Concurrent attempts.","type":"integer","minimum":1,"maximum":10000},"examples":[{"gpu":1}]},"vars":{"description":"Values for `vars.<name>` in expressions.","type":"object","propertyNames":{"pattern":"^[A-Za-z_][A-Za-z0-9_]{0,63}$"},"examples":[{"done_hook":"https://hooks.example.org/done"}]},"secrets":{"description":"Secrets by name. Expressions only contain references, `secrets.<name>`, never the values.","type":"object","propertyNames":{"pattern":"^[A-Za-z_][A-Za-z0-9_]{0,63}$"},"additionalProperties":{"$ref":"#/$defs/secret"},"examples":[{"API_KEY":{"env":"EXAMPLE_API_KEY"}}]},"providers":{"description":"The providers that answer model calls, by name. The name `offline` always exists: no network, no account, no cost.","type":"object","propertyNames":{"pattern":"^[A-Za-z][A-Za-z0-9_-]{0,63}$"},"additionalProperties":{"$ref":"#/$defs/provider"},"examples":[{"writer":{"type":"anthropic","model":"claude-sonnet-5-5","api_key":{"env":"ANTHROPIC_API_KEY"}}}]},"budget":{"description":"What all runs together may spend.","type":"object","additionalProperties":false,"properties":{"day":{"$ref":"#/$defs/usd","description":"The most per day (UTC), in US dollars.","examples":[20]}}},"env":{"description":"Environment variables that every command inherits from the runner, in addition to the few that it always gets.","type":"array","uniqueItems":true,"items":{"type":"string","pattern":"^[A-Za-z_][A-Za-z0-9_]*$"},"examples":[["LANG"]]},"http":{"description":"Which hosts `http` stages may call.","type":"object","additionalProperties":false,"properties":{"allow_hosts":{"description":"Host names; nothing else may be called. Any public host by default.","type":"array","uniqueItems":true,"items":{"type":"string","minLength":1,"pattern":"^[^/@:\\s]+$|^[0-9a-fA-F:.]+$"},"examples":[["api.example.org"]]},"allow_private":{"description":"Hosts (`host` or `host:port`) on private, loopback or link-local addresses that `http` stages may call.","type":"array","uniqueItems":true,"items":{"type":"string","minLength":1,"pattern":"^[^/@\\s]+$"},"examples":[["localhost:8080"]]}}},"approvers":{"description":"E-mail addresses or names of people who may answer gates whose pipeline does not name any. Anybody by default.","type":"array","minItems":1,"uniqueItems":true,"items":{"type":"string","minLength":1},"examples":[["editor@example.org","Ada Lovelace"]]},"gates":{"description":"`keep`: a rerun that removes or weakens a gate of the run is refused. `relax`: it is allowed.","type":"string","enum":["keep","relax"],"default":"keep"},"notify":{"description":"Hooks that tell people that a run waits for them or has ended, or that the daemon needs help: programs and web addresses.","type":"array","items":{"$ref":"#/$defs/hook"},"examples":[[{"on":["question","reminder"],"command":["node","tools/tell.mjs"]}]]},"grace":{"$ref":"#/$defs/duration","description":"Time between asking a process to end and killing it.","examples":["10s"]},"watch":{"$ref":"#/$defs/watch","description":"The daemon."},"git":{"$ref":"#/$defs/git","description":"Settings of `watch --git`, with a git repository as the control plane."},"artifacts":{"$ref":"#/$defs/artifacts","description":"Which files of runs are committed."},"machine_files":{"description":"Project files that stages may update (`write` with `upsert`). The runner owns them, and the daemon commits them with its results; people may edit them too. `*` stands for anything but `/`.","type":"array","uniqueItems":true,"items":{"description":"A path from the project root.","type":"string","pattern":"^(?!/|.*(?:^|/)\\.\\.(?:/|$))[^\\\\:]+\\.json$","examples":["shows/*/episodes.json"]},"examples":[["shows/*/episodes.json"]]}},"examples":[{"concurrency":4,"pools":{"gpu":1},"vars":{"audience":"beginners"}}],"$defs":{"hook":{"description":"A program that receives the event as JSON on standard input, or a web address to which it is posted.","type":"object","additionalProperties":false,"required":["on"],"properties":{"on":{"description":"The events: a question of a gate, a reminder of one, a budget that is used up, the end of a run, a daemon that is in trouble.","type":"array","minItems":1,"uniqueItems":true,"items":{"type":"string","enum":["question","reminder","budget","ended","trouble"]},"examples":[["question","reminder"]]},"command":{"description":"The program and its arguments. Either this or `webhook`.","type":"array","minItems":1,"items":{"type":"string","minLength":1},"examples":[["node","tools/tell.mjs"]]},"webhook":{"description":"The address. Either this or `command`.","type":"string","pattern":"^https?://[^@\\s]+$","examples":["https://hooks.example.org/waiting"]},"secret":{"description":"With `webhook`: the name of a secret under `secrets`, sent as `Authorization: Bearer …`.","type":"string","minLength":1,"examples":["HOOK_TOKEN"]}},"if":{"not":{"required":["webhook"]}},"then":{"required":["command"],"properties":{"secret":false}},"dependentSchemas":{"webhook":{"properties":{"command":false}}}},"duration":{"description":"A duration: a number and a unit (`ms`, `s`, `m`, `h`, `d`), or several from the largest to the smallest.","type":"string","pattern":"^(?=[0-9])(?:[0-9]+d)?(?:[0-9]+h)?(?:[0-9]+m)?(?:[0-9]+s)?(?:[0-9]+ms)?$","examples":["500ms","2s","5m","1h30m","7d"]},"secret":{"description":"Where to read the value of a secret: one of the three.","type":"object","additionalProperties":false,"minProperties":1,"maxProperties":1,"properties":{"env":{"description":"The environment variable with the value.","type":"string","pattern":"^[A-Za-z_][A-Za-z0-9_]*$","examples":["EXAMPLE_API_KEY"]},"file":{"description":"A file with the value and nothing else; a path from the project root, or an absolute one.","type":"string","minLength":1,"examples":["/run/secrets/api-key"]},"command":{"description":"A program that prints the value, and its arguments.","type":"array","minItems":1,"items":{"type":"string","minLength":1},"examples":[["pass","show","api-key"]]}}},"watch":{"description":"The daemon.","type":"object","additionalProperties":false,"properties":{"runs":{"description":"Runs that the daemon works on at once; others are queued. 20 by default.","type":"integer","minimum":1,"maximum":1000,"examples":[20]}}},"git":{"description":"How the daemon follows a branch.","type":"object","additionalProperties":false,"properties":{"remote":{"description":"The remote to follow. `origin` by default.","type":"string","pattern":"^[A-Za-z0-9][A-Za-z0-9._-]*$","examples":["origin"]},"branch":{"description":"The branch to follow. `main` by default.","type":"string","pattern":"^[A-Za-z0-9][A-Za-z0-9._/-]*$","examples":["main"]},"interval":{"$ref":"#/$defs/duration","description":"How often the remote is polled. 10s by default.","examples":["10s"]},"commit":{"description":"When the runner commits: at each gate and at the end of a run (`gate`), also after each stage (`stage`), or only at the end (`end`). `gate` by default.","type":"string","enum":["gate","stage","end"],"default":"gate"},"single_daemon":{"description":"Stop when another daemon commits to the branch.","type":"boolean","default":true},"name":{"description":"Author name of the runner's commits. `pipeline-runner` by default.","type":"string","minLength":1,"maxLength":100,"examples":["pipeline-runner"]},"email":{"description":"Author e-mail address of the runner's commits.","type":"string","minLength":3,"maxLength":200,"examples":["pipeline-runner@example.org"]}}},"artifacts":{"description":"Which files of runs are committed.","type":"object","additionalProperties":false,"properties":{"in_git":{"description":"`small`: files up to `max_bytes`, others are identified by their digest. `all`, or `none`. `small` by default.","type":"string","enum":["small","all","none"],"default":"small"},"max_bytes":{"description":"The largest file that `small` commits. 1000000 by default.","type":"integer","minimum":0,"examples":[1000000]}}},"usd":{"description":"An amount in US dollars, exact to a millionth.","type":"number","minimum":0,"maximum":1000000000,"examples":[20]},"provider":{"description":"A provider that answers model calls.","type":"object","additionalProperties":false,"required":["type"],"properties":{"type":{"description":"`offline`, `openai`, `anthropic`, `openai-compatible` (vLLM, Ollama, OpenRouter, LM Studio …), `elevenlabs`, or the package of another AI SDK provider.","type":"string","pattern":"^(?:@[a-z0-9][a-z0-9._-]*/)?[a-z0-9][a-z0-9._-]*$","maxLength":214,"examples":["openai-compatible"]},"model":{"description":"The model. Some types have a default.","type":"string","minLength":1,"maxLength":200,"examples":["llama3"]},"base_url":{"description":"The address of the API, instead of the provider's own.","type":"string","pattern":"^https?://[^@\\s]+$","examples":["http://127.0.0.1:11434/v1"]},"api_key":{"$ref":"#/$defs/secret","description":"Where to read the key."},"requests_per_minute":{"description":"Calls started per minute.","type":"integer","minimum":1,"maximum":1000000,"examples":[50]},"tokens_per_minute":{"description":"Tokens per minute, input and output together.","type":"integer","minimum":1,"maximum":1000000000,"examples":[100000]},"concurrency":{"description":"Concurrent calls.","type":"integer","minimum":1,"maximum":10000,"examples":[4]},"breaker":{"description":"When to stop calling a failing provider for a while.","type":"object","additionalProperties":false,"properties":{"failures":{"description":"Consecutive failures that open the breaker. 5 by default.","type":"integer","minimum":1,"maximum":1000,"examples":[5]},"cooldown":{"$ref":"#/$defs/duration","description":"Time until one call is let through as a probe. 30s by default.","examples":["30s"]}}},"prices":{"description":"What it charges, in US dollars, instead of the price list.","type":"object","additionalProperties":false,"minProperties":1,"properties":{"per_request":{"description":"Per call.","type":"number","minimum":0,"examples":[0.01]},"input_per_million_tokens":{"description":"Per million input tokens.","type":"number","minimum":0,"examples":[3]},"cached_input_per_million_tokens":{"description":"Per million tokens read from a cache. Default: the input price.","type":"number","minimum":0,"examples":[0.3]},"output_per_million_tokens":{"description":"Per million output tokens.","type":"number","minimum":0,"examples":[15]},"per_thousand_characters":{"description":"Per thousand spoken characters.","type":"number","minimum":0,"examples":[0.3]},"per_second":{"description":"Per second of audio or video.","type":"number","minimum":0,"examples":[0.1]},"per_image":{"description":"Per image.","type":"number","minimum":0,"examples":[0.04]}}},"headers":{"description":"Headers of every call. Not for secrets: keys go to `api_key`.","type":"object","propertyNames":{"pattern":"^[A-Za-z0-9-]{1,64}$"},"additionalProperties":{"description":"The value.","type":"string","maxLength":1000,"examples":["my-team"]},"examples":[{"X-Team":"my-team"}]},"timeout":{"$ref":"#/$defs/duration","description":"Time limit of one call.","examples":["2m"]},"fallback":{"description":"Providers to call instead, in this order, when this one fails permanently or its breaker is open.","type":"array","uniqueItems":true,"maxItems":8,"items":{"description":"A name of `providers:`, or `offline`.","type":"string","pattern":"^[A-Za-z][A-Za-z0-9_-]{0,63}$","examples":["backup"]},"examples":[["backup"]]},"options":{"description":"Settings of the type, passed on unchanged.","type":"object","examples":[{"delay":"200ms"}]}}}}});
