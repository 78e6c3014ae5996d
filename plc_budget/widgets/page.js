/*! with preact (MIT) and htm (Apache-2.0) */
var n;var t;var r;var u;var i;var f;var o;var e;var l;var c;var a;var s;var h=Symbol.for("pv");var p={};var y=[];var v=/^m(i|n|o|s|text|space)$/;var w=Array.isArray;var d=y.slice;var _=Object.assign;function g(n3){n3&&n3.parentNode&&n3.remove()}function k(n3,t4,r3){var u3,i3,f3,o3={},e3=arguments.length;for(f3 in t4)"key"==f3?u3=t4[f3]:"ref"==f3&&"function"!=typeof n3?i3=t4[f3]:o3[f3]=t4[f3];return e3>2&&(o3.children=e3>3?d.call(arguments,2):r3),m(n3,o3,u3,i3,null)}function m(r3,u3,i3,f3,o3){var e3={type:r3,props:u3,key:i3,ref:f3,__k:null,__:null,__b:0,__e:null,__c:null,constructor:h,__v:o3||++t,__i:-1,__u:0};return!o3&&n.vnode&&n.vnode(e3),e3}function $(n3){return n3.children}function x(n3,t4){this.props=n3,this.context=t4,this.__g=0}function S(n3,t4){if(null==t4)return n3.__&&S(n3.__,n3.__i+1);for(var r3;t4<n3.__k.length;t4++)if((r3=n3.__k[t4])&&r3.__e)return r3.__e;return"function"!=typeof n3.type||n3.props.__P?null:S(n3)}function C(t4){var r3,u3=t4.__v,i3=u3.__e,f3=[],o3=[],e3=t4.__P;e3&&((r3=_({constructor:h},u3)).__v=u3.__v+1,n.vnode&&n.vnode(r3),z(e3,r3,u3,t4.__n,e3.namespaceURI,32&u3.__u?[i3]:null,f3,i3||S(u3),32&u3.__u,o3),r3.__v=u3.__v,r3.__.__k[r3.__i]=r3,E(f3,r3,o3),u3.__=u3.__e=null,r3.__e!=i3&&j(r3))}function j(n3){if((n3=n3.__)&&n3.__c&&!n3.props.__P)return n3.__e=null,n3.__k.some(function(t4){return t4&&(n3.__e=t4.__e)}),j(n3)}function L(t4){(8&t4.__g||(t4.__g|=8,u.push(t4),f++))&&i==n.debounceRendering||((i=n.debounceRendering)||queueMicrotask)(H)}function H(){try{for(var n3,t4=1;u.length;)u.length>t4&&u.sort(o),n3=u.shift(),t4=u.length,8&n3.__g&&C(n3)}finally{(f=u.length)&&(i||queueMicrotask)(H)}}function I(n3,t4,r3,u3,i3,f3,o3,e3,l3,c3,a3){var s3,h3,v3,w3,d3,_3,g3=u3.__k||y,k3=t4.length;for(l3=q(r3,t4,g3,l3,k3),s3=0;s3<k3;s3++)null!=(v3=r3.__k[s3])&&(h3=~v3.__i&&g3[v3.__i]||p,v3.__i=s3,_3=z(n3,v3,h3,i3,f3,o3,e3,l3,c3,a3),w3=v3.__e,(h3.ref!=v3.ref||8&h3.__u)&&(h3.ref&&G(h3.ref,null,v3,h3),v3.ref&&a3.push(v3.ref,v3.__c||w3,v3)),d3=d3||w3,4&v3.__u?(l3=A(v3,l3,n3,!h3.__v),h3.__e&&(h3.__e=null)):"function"==typeof v3.type&&void 0!==_3?l3=_3:w3&&(l3=w3.nextSibling),v3.__u&=-21);return r3.__e=d3,l3}function q(n3,t4,r3,u3,i3){var f3,o3,e3,l3,c3,a3,s3,p3,y3,v3=r3.length,d3=v3,_3=0,g3=0,k3=n3.__k=Array(i3);for(f3=0;f3<i3;f3++)null!=(o3=t4[f3])&&"boolean"!=typeof o3&&"function"!=typeof o3?("object"!=typeof o3||o3.constructor===String?o3=k3[f3]=m(null,o3):w(o3)?o3=k3[f3]=m($,{children:o3}):o3.constructor===h&&o3.__b?o3=k3[f3]=m(o3.type,o3.props,o3.key,o3.ref,o3.__v):k3[f3]=o3,l3=f3+_3,o3.__=n3,o3.__b=n3.__b+1,e3=null,~(c3=o3.__i=P(o3,r3,l3,d3))&&(d3--,(e3=r3[c3])&&(e3.__u|=2)),e3&&e3.__v?(o3.__u|=16,c3==l3-1?_3--:c3==l3+1?_3++:c3!=l3&&(c3>l3?_3--:_3++,g3=1)):(~c3||(i3>v3?_3--:i3<v3&&_3++),"function"!=typeof o3.type&&(o3.__u|=4))):k3[f3]=null;if(g3){for(a3=[],s3=[],f3=0;f3<i3;f3++)if((o3=k3[f3])&&16&o3.__u){for(_3=0,p3=a3.length;_3<p3;)a3[y3=_3+p3>>1]<o3.__i?_3=y3+1:p3=y3;a3[_3]=o3.__i,s3[f3]=_3+1}for(_3=a3.length;f3--;)s3[f3]&&(s3[f3]==_3?_3--:k3[f3].__u|=4)}if(d3)for(f3=0;f3<v3;f3++)!(e3=r3[f3])||2&e3.__u||(e3.__e==u3&&(u3=S(e3)),J(e3,e3));return u3}function A(n3,t4,r3,u3){var i3,f3,o3,e3;if("function"==typeof n3.type){if(n3.props.__P)return t4;if(i3=n3.__k)for(f3=0;f3<i3.length;f3++)i3[f3]&&(i3[f3].__=n3,t4=A(i3[f3],t4,r3,false));return t4}for(t4&&!t4.parentNode&&(t4=S(n3))&&!t4.parentNode&&(t4=null),o3=n3.__e,e3=t4;e3&&8==e3.nodeType;)e3=e3.nextSibling;for(o3!=e3&&(!u3&&r3.moveBefore&&o3.parentNode?r3.moveBefore(o3,t4):r3.insertBefore(o3,t4||null)),t4=o3;(t4=t4&&t4.nextSibling)&&8==t4.nodeType&&!t4.data.startsWith("$s"););return t4}function P(n3,t4,r3,u3){var i3,f3=n3.key,o3=n3.type,e3=t4[r3],l3=e3&&!(2&e3.__u);if(null===e3&&null==f3||l3&&f3==e3.key&&o3==e3.type)return r3;if(u3>(l3?1:0)){for(i3=r3-1;i3>=0;i3--)if((e3=t4[i3])&&!(2&e3.__u)&&f3==e3.key&&o3==e3.type)return i3;for(i3=r3+1;i3<t4.length;i3++)if((e3=t4[i3])&&!(2&e3.__u)&&f3==e3.key&&o3==e3.type)return i3}return-1}function T(n3,t4,r3){null==r3&&(r3=""),"-"==t4[0]?n3.setProperty(t4,r3):n3[t4]=r3}function N(n3,t4,r3,u3,i3){var f3,o3;if("style"==t4)if("string"==typeof r3)n3.style.cssText=r3;else{if("string"==typeof u3&&(n3.style.cssText=u3=""),u3)for(t4 in u3)r3&&t4 in r3||T(n3.style,t4);if(r3)for(t4 in r3)u3&&r3[t4]==u3[t4]||T(n3.style,t4,r3[t4])}else if("o"==t4[0]&&"n"==t4[1])"function"!=typeof r3&&(r3=null),"function"!=typeof u3&&(u3=null),(n3.__e||(n3.__e={}))[t4]=r3,r3&&u3||(o3=a[t4]||(a[t4]=V(t4)),(n3.__a||(n3.__a={}))[t4]=c,f3=t4!=(t4=t4.replace(l,"$1")),(t4=t4.slice(2))[0]<"a"&&(t4=t4.toLowerCase()),r3?n3.addEventListener(t4,o3,f3):n3.removeEventListener(t4,o3,f3));else{if("http://www.w3.org/2000/svg"==i3)t4=t4.replace(/xlink(H|:h)/,"h").replace(/sName$/,"s");else if("width"!=t4&&"height"!=t4&&"href"!=t4&&"list"!=t4&&"form"!=t4&&"tabIndex"!=t4&&"download"!=t4&&"rowSpan"!=t4&&"colSpan"!=t4&&"role"!=t4&&"popover"!=t4&&t4 in n3)try{return void(n3[t4]=null==r3?"":r3)}catch(n4){}if("function"==typeof r3)return;null==r3||false===r3&&"-"!=t4[4]?n3.removeAttribute(t4):n3.setAttribute(t4,"popover"==t4&&1==r3?"":r3)}}function V(t4){return function(r3){var u3=this.__e;if(u3){if(u3=u3[t4],null==r3[e])r3[e]=c++;else if(r3[e]<this.__a[t4])return;return u3(n.event?n.event(r3):r3)}}}function z(t4,r3,u3,i3,f3,o3,e3,l3,c3,a3){var s3,p3,v3,d3,k3,b,m3,M,C3,j2,L2,H2,q2,A3,O,P2,T3,N2,V2=r3.type;if(r3.constructor!==h)return null;128&u3.__u&&(c3=32&u3.__u,s3=u3.__c.__z)&&(r3.__u|=c3,p3=o3=[],8==s3.nodeType?l3=B(s3,o3):o3.push(s3),l3=o3[0]||l3),(s3=n.__b)&&s3(r3);n:if("function"==typeof V2){v3=e3.length;try{if(M=r3.props,C3=(s3=V2.prototype)&&s3.render,j2=(s3=V2.contextType)&&i3[s3.__c],L2=s3?j2?j2.props.value:s3.__:i3,(d3=u3.__c)?(r3.__c=d3,2&d3.__g&&(d3.__g|=1)):(C3?r3.__c=d3=new V2(M,L2):(r3.__c=d3=new x(M,L2),d3.constructor=V2,d3.render=K),j2&&j2.sub(d3),d3.state||(d3.state={}),d3.__n=i3,d3.__g|=8,d3.__h=[],d3.__k=[]),C3&&(d3.__s||(d3.__s=d3.state),V2.getDerivedStateFromProps&&(d3.__s==d3.state&&(d3.__s=_({},d3.__s)),_(d3.__s,V2.getDerivedStateFromProps(M,d3.__s)))),k3=d3.props,b=d3.state,d3.__v=r3,u3.__c){if(M!==k3&&C3&&!V2.getDerivedStateFromProps&&d3.componentWillReceiveProps&&d3.componentWillReceiveProps(M,L2),r3.__v==u3.__v&&!(8&d3.__g)||!(4&d3.__g)&&d3.shouldComponentUpdate&&false===d3.shouldComponentUpdate(M,d3.__s,L2)){r3.__v!=u3.__v&&(d3.props=M,d3.state=d3.__s,d3.__g&=-9),r3.__e=u3.__e,r3.__k=u3.__k,r3.__k.some(function(n3){n3&&(n3.__=r3)}),y.push.apply(d3.__h,d3.__k),d3.__k=[],d3.__h.length&&e3.push(d3),l3=S(u3);break n}d3.componentWillUpdate&&d3.componentWillUpdate(M,d3.__s,L2),C3&&d3.componentDidUpdate&&d3.__h.push(function(){d3.componentDidUpdate(k3,b,m3)})}else C3&&!V2.getDerivedStateFromProps&&d3.componentWillMount&&d3.componentWillMount(),C3&&d3.componentDidMount&&d3.__h.push(d3.componentDidMount);d3.context=L2,d3.props=M,d3.__P=t4,d3.__g&=-5,H2=n.__r,q2=C3?25:0;do{d3.__g&=-9,H2&&H2(r3),s3=d3.render(d3.props,d3.state=d3.__s,d3.context)}while(8&d3.__g&&++q2<25);C3&&(y.push.apply(d3.__h,d3.__k),d3.__k=[]),d3.state=d3.__s,d3.getChildContext&&(i3=_({},i3,d3.getChildContext())),C3&&u3.__c&&d3.getSnapshotBeforeUpdate&&(m3=d3.getSnapshotBeforeUpdate(k3,b)),A3=s3&&s3.type===$&&null==s3.key?s3.props.children:s3,M.__P&&(s3=l3,f3=(t4=M.__P).namespaceURI,c3=o3=null,u3.props&&u3.props.__P!=t4&&(u3.__k.some(function(n3){n3&&J(n3,n3)}),u3.__k=null),l3=u3.__k?S(u3,0):null),l3=I(t4,w(A3)?A3:[A3],r3,u3,i3,f3,o3,e3,l3,c3,a3),M.__P&&(r3.__e=null,l3=s3),r3.__u&=-161,p3&&p3.some(g),d3.__h.length&&e3.push(d3),1&d3.__g&&(d3.__g&=-4)}catch(t5){if(e3.length=v3,r3.__v=null,c3||o3)if(t5&&t5.then){if(r3.__u|=128|c3,o3){for(~(T3=o3.indexOf(l3||void 0))||(T3=o3.length);(N2=o3[T3-1])&&8==N2.nodeType;)T3--;for(;T3<o3.length;T3++)if(N2=o3[T3])if(o3[T3]=null,O){if(N2==P2)break}else{if(8!=N2.nodeType)break;N2.data.startsWith("$s")&&(P2=B(O=N2))}}if(!O){for(;l3&&8==l3.nodeType&&l3.nextSibling;)l3=l3.nextSibling;O=l3}(s3=B(O=r3.__c.__z||(r3.__c.__z=O)))?(r3.__e=O,l3=s3):r3.__e=l3,l3=l3&&l3.nextSibling}else o3&&o3.some(g);else r3.__e=u3.__e;r3.__k||(r3.__k=u3.__k||[]),t5&&t5.then||D(r3),n.__e(t5,r3,u3)}}else l3=r3.__e=F(u3.__e,r3,u3,i3,f3,o3,e3,c3,a3,t4);return(s3=n.diffed)&&s3(r3),l3}function B(n3,t4){if(n3&&8==n3.nodeType&&n3.data.startsWith("$s"))for(var r3=1;n3=n3.nextSibling;){if(8==n3.nodeType){if(n3.data.startsWith("$s"))r3++;else if(n3.data.startsWith("/$s")&&!--r3)return n3}t4&&t4.push(n3)}}function D(n3){n3&&(n3.__c&&(n3.__c.__g|=4),n3.__k&&n3.__k.some(D))}function E(t4,r3,u3){for(var i3=0;i3<u3.length;)G(u3[i3++],u3[i3++],u3[i3++]);n.__c&&n.__c(r3,t4),t4.some(function(r4){try{t4=r4.__h,r4.__h=[],t4.some(function(n3){n3.call(r4)})}catch(t5){n.__e(t5,r4.__v)}})}function F(t4,r3,u3,i3,f3,o3,e3,l3,c3,a3){var s3,h3,y3,_3,k3,b,m3,M,$2=u3.props||p,x2=r3.props,C3=r3.type;if("svg"==C3?f3="http://www.w3.org/2000/svg":"math"==C3?f3="http://www.w3.org/1998/Math/MathML":f3||(f3="http://www.w3.org/1999/xhtml"),o3){for(s3=0;s3<o3.length;s3++)if((k3=o3[s3])&&(C3?k3.localName==C3:3==k3.nodeType)){t4=k3,o3[s3]=null;break}}if(!t4){if(M=a3.ownerDocument||document,!C3)return M.createTextNode(x2);t4=M.createElementNS(f3,C3,x2.is?x2:a3),l3&&(n.__m&&n.__m(r3,o3),l3=false),o3=null}if(C3){if(a3="template"==C3&&t4.content||t4,o3="textarea"==C3&&null!=x2.defaultValue?null:o3&&d.call(a3.childNodes),!l3&&o3)for($2={},s3=0;s3<t4.attributes.length;s3++)$2[(k3=t4.attributes[s3]).name]=k3.value;for(s3 in $2)k3=$2[s3],"dangerouslySetInnerHTML"==s3?y3=k3:"children"==s3||s3 in x2||"value"==s3&&"defaultValue"in x2||"checked"==s3&&"defaultChecked"in x2||N(t4,s3,null,k3,f3);for(s3 in x2)k3=x2[s3],"children"==s3?_3=k3:"dangerouslySetInnerHTML"==s3?h3=k3:"value"==s3?b=k3:"checked"==s3?m3=k3:l3&&"function"!=typeof k3||$2[s3]===k3||N(t4,s3,k3,$2[s3],f3);h3?(l3||y3&&(h3.__html==y3.__html||h3.__html==t4.innerHTML)||(t4.innerHTML=h3.__html),r3.__k=[]):(y3&&(t4.textContent=""),("foreignObject"==C3||"http://www.w3.org/1998/Math/MathML"==f3&&v.test(C3))&&(f3="http://www.w3.org/1999/xhtml"),I(a3,w(_3)?_3:[_3],r3,u3,i3,f3,o3,e3,o3?o3[0]:u3.__k&&S(u3,0),l3,c3),o3&&o3.some(g)),l3&&"textarea"!=C3||(s3="value","progress"==C3&&null==b?t4.removeAttribute(s3):null==b||b===t4[s3]&&("progress"!=C3||b)||N(t4,s3,b,$2[s3],f3),s3="checked",null!=m3&&m3!=t4[s3]&&N(t4,s3,m3,$2[s3],f3))}else $2===x2||l3&&t4.data==x2||(t4.data=x2);return t4}function G(t4,r3,u3,i3){try{"function"==typeof t4?r3?r3.__x=t4(r3)||1:i3&&(i3=i3.__c||i3.__e)&&(r3=i3.__x)&&(i3.__x=null,"function"==typeof r3?r3():t4(null)):t4.current=r3}catch(t5){n.__e(t5,u3)}}function J(t4,r3,u3){var i3,f3,o3,e3;if(n.unmount&&n.unmount(t4),!(i3=t4.ref)||i3.current&&i3.current!=t4.__e||G(i3,null,r3,t4),i3=t4.__c){if(i3.componentWillUnmount)try{i3.componentWillUnmount()}catch(t5){n.__e(t5,r3)}i3.__P=i3.__n=null}if(i3=t4.__k)for(e3=0;e3<i3.length;e3++)i3[e3]&&J(i3[e3],r3,"function"!=typeof t4.type||u3&&!t4.props.__P);!u3&&(i3=t4.__c)&&(i3=i3.__z)&&(f3=B(i3,o3=[]))&&(i3==t4.__e&&o3.some(g),g(f3),g(i3)),u3||g(t4.__e),t4.__e=t4.__c=t4.__=null}function K(n3,t4,r3){return this.constructor(n3,r3)}function Q(t4,r3){var u3,i3,f3,o3;n.__&&n.__(t4,r3),9==r3.nodeType&&(r3=r3.documentElement),i3=(u3=t4&&32&t4.__u)?null:r3.__k,r3.__k=m($,{children:[t4]}),f3=[],o3=[],z(r3,r3.__k,i3||p,p,r3.namespaceURI,i3?null:r3.firstChild?d.call(r3.childNodes):null,f3,i3?i3.__e:r3.firstChild,u3,o3),E(f3,r3.__k,o3),r3.__k.props.children=null}n={__e:function(n3,t4,r3,u3){for(var i3,o3,e3;t4=t4.__;)if((i3=t4.__c)&&!(1&i3.__g)){i3.__g|=4;try{if((e3=(o3=i3.constructor)&&o3.getDerivedStateFromError)&&i3.setState(o3.getDerivedStateFromError(n3)),i3.componentDidCatch&&(i3.componentDidCatch(n3,u3||{}),e3=1),e3&&8&i3.__g)return void(i3.__g|=2)}catch(t5){n3=t5}}throw f=0,n3}},t=0,r=function(n3){return null!=n3&&n3.constructor===h},x.prototype.setState=function(n3,t4){var r3=this.__s;r3&&r3!=this.state||(r3=this.__s=_({},this.state)),"function"==typeof n3&&(n3=n3(_({},r3),this.props)),n3&&(_(r3,n3),this.__v&&(t4&&this.__k.push(t4),L(this)))},x.prototype.forceUpdate=function(n3){this.__v&&(this.__g|=4,n3&&this.__h.push(n3),L(this))},x.prototype.render=$,u=[],f=0,o=function(n3,t4){return n3.__v.__b-t4.__v.__b},e=Symbol(),l=/(PointerCapture)$|Capture$/i,c=0,a={},s=0;var t2;var r2;var u2;var i2;var o2=Object.is;var f2=0;var c2=[];var e2=[];var a2=n;var v2=a2.__b;var l2=a2.__r;var m2=a2.diffed;var h2=a2.__c;var s2=a2.unmount;var p2=a2.__;function y2(n3,t4){a2.__h&&a2.__h(r2,n3,f2||t4),f2=0;var u3=r2.__H||(r2.__H={__:[],__h:[]});return n3>=u3.__.length&&u3.__.push({}),u3.__[n3]}function d2(n3){return f2=1,_2(G2,n3)}function _2(n3,u3,i3){var f3=y2(t2++,2);if(f3.t=n3,!f3.__c&&(f3.__=[i3?i3(u3):G2(void 0,u3),function(n4){var t4=(f3.__N||f3.__)[0],r3=f3.t(t4,n4);o2(t4,r3)||(f3.__N=[r3,f3.__[1]],f3.__c.setState({}))}],f3.__c=r2,!r2.__f)){r2.__f=true;var c3=r2.shouldComponentUpdate;r2.shouldComponentUpdate=function(n4,t4,r3){var u4=this.__H;if(!u4)return true;var i4=false,f4=this.props!=n4;if(u4.__.some(function(n5){n5.__N&&(i4=true,o2(n5.__[0],n5.__N[0])||(f4=true))}),c3){var e3=c3.call(this,n4,t4,r3);return i4?e3||f4:e3}return!i4||f4}}return f3.__}function A2(n3,u3){var i3=y2(t2++,3);!a2.__s&&E2(i3.__H,u3)&&(i3.__P=true,i3.__=n3,i3.u=u3,r2.__H.__h.push(i3))}function F2(n3,u3){var i3=y2(t2++,4);!a2.__s&&E2(i3.__H,u3)&&(i3.__P=false,i3.__=n3,i3.u=u3,r2.__h.push(i3))}function T2(n3){return f2=5,w2(function(){return{current:n3}},[])}function w2(n3,r3){var u3=y2(t2++,7);return E2(u3.__H,r3)&&(u3.__=n3(),u3.__H=r3),u3.__}function g2(){var n3;do{for(;n3=e2.shift();)try{C2(n3)}catch(t5){a2.__e(t5,{__:(n3=n3.__P)&&n3.__v})}for(;n3=c2.shift();){var t4=n3.__H;if(n3.__P&&t4)try{t4.__h.some(C2),t4.__h.some(D2),t4.__h=[]}catch(r3){t4.__h=[],a2.__e(r3,n3.__v)}}}while(e2.length)}a2.__b=function(n3){r2=null,v2&&v2(n3)},a2.__=function(n3,t4){n3&&t4.__k&&t4.__k.__m&&(n3.__m=t4.__k.__m),p2&&p2(n3,t4)},a2.__r=function(n3){l2&&l2(n3),t2=0;var i3=(r2=n3.__c).__H;i3&&(u2==r2?r2.__h=[]:(i3.__h.some(C2),i3.__h.some(D2),t2=0),i3.__h=[],i3.__.some(function(n4){n4.__N&&(n4.__=n4.__N),n4.u=n4.__N=void 0})),u2=r2},a2.diffed=function(n3){m2&&m2(n3);var t4=n3.__c;t4&&t4.__H&&(t4.__H.__h.length&&B2(c2.push(t4)),t4.__H.__.some(function(n4){n4.u&&(n4.__H=n4.u)})),u2=r2=null},a2.__c=function(n3,t4){t4.some(function(n4){try{n4.__h.some(C2),n4.__h=n4.__h.filter(function(n5){return!n5.__||D2(n5)})}catch(t5){n4.__h=[function(){throw t5}]}}),h2&&h2(n3,t4)},a2.unmount=function(n3){s2&&s2(n3);var t4,r3,u3=n3.__c;u3&&u3.__H&&(u3.__H.__.some(function(u4){try{if(u4.__P&&u4.__c){if(void 0===r3){for(r3=n3.__;r3&&(!r3.__c||!r3.__c.__P);)r3=r3.__;r3=r3&&r3.__c}u4.__P=r3,B2(e2.push(u4))}else C2(u4)}catch(n4){t4=n4}}),u3.__H=void 0,t4&&a2.__e(t4,u3.__v))};var k2="function"==typeof requestAnimationFrame;function z2(n3){var t4,r3=function(){clearTimeout(u3),k2&&cancelAnimationFrame(t4),setTimeout(n3)},u3=setTimeout(r3,35);k2&&(t4=requestAnimationFrame(r3))}function B2(n3){1!=n3&&i2==a2.requestAnimationFrame||((i2=a2.requestAnimationFrame)||z2)(g2)}function C2(n3){var t4=r2,u3=n3.__c;"function"==typeof u3&&(n3.__c=void 0,u3()),r2=t4}function D2(n3){var t4=r2;n3.__c=n3.__(),r2=t4}function E2(n3,t4){return!n3||n3.length!=t4.length||t4.some(function(t5,r3){return!o2(t5,n3[r3])})}function G2(n3,t4){return"function"==typeof t4?t4(n3):t4}var n2=function(t4,s3,r3,e3){var u3;s3[0]=0;for(var h3=1;h3<s3.length;h3++){var p3=s3[h3++],a3=s3[h3]?(s3[0]|=p3?1:2,r3[s3[h3++]]):s3[++h3];3===p3?e3[0]=a3:4===p3?e3[1]=Object.assign(e3[1]||{},a3):5===p3?(e3[1]=e3[1]||{})[s3[++h3]]=a3:6===p3?e3[1][s3[++h3]]+=a3+"":p3?(u3=t4.apply(a3,n2(t4,a3,r3,["",null])),e3.push(u3),a3[0]?s3[0]|=2:(s3[h3-2]=0,s3[h3]=u3)):e3.push(a3)}return e3};var t3=new Map;function htm_module_default(s3){var r3=t3.get(this);return r3||(r3=new Map,t3.set(this,r3)),(r3=n2(this,r3.get(s3)||(r3.set(s3,r3=(function(n3){for(var t4,s4,r4=1,e3="",u3="",h3=[0],p3=function(n4){1===r4&&(n4||(e3=e3.replace(/^\s*\n\s*|\s*\n\s*$/g,"")))?h3.push(0,n4,e3):3===r4&&(n4||e3)?(h3.push(3,n4,e3),r4=2):2===r4&&"..."===e3&&n4?h3.push(4,n4,0):2===r4&&e3&&!n4?h3.push(5,0,true,e3):r4>=5&&((e3||!n4&&5===r4)&&(h3.push(r4,0,e3,s4),r4=6),n4&&(h3.push(r4,n4,0,s4),r4=6)),e3=""},a3=0;a3<n3.length;a3++){a3&&(1===r4&&p3(),p3(a3));for(var l3=0;l3<n3[a3].length;l3++)t4=n3[a3][l3],1===r4?"<"===t4?(p3(),h3=[h3],r4=3):e3+=t4:4===r4?"--"===e3&&">"===t4?(r4=1,e3=""):e3=t4+e3[0]:u3?t4===u3?u3="":e3+=t4:'"'===t4||"'"===t4?u3=t4:">"===t4?(p3(),r4=1):r4&&("="===t4?(r4=5,s4=e3,e3=""):"/"===t4&&(r4<5||">"===n3[a3][l3+1])?(p3(),3===r4&&(h3=h3[0]),r4=h3,(h3=h3[0]).push(2,0,r4),r4=0):" "===t4||"	"===t4||"\n"===t4||"\r"===t4?(p3(),r4=2):e3+=t4),3===r4&&"!--"===e3&&(r4=4,h3=h3[0])}return p3(),h3})(s3)),r3),arguments,[])).length>1?r3:r3[0]}var html=htm_module_default.bind(k);function useTrait(model,name){const[value,change]=d2(()=>model.get(name));A2(()=>{const follow=()=>change(model.get(name));model.on(`change:${name}`,follow);follow();return()=>model.off(`change:${name}`,follow)},[model,name]);return value}function filled(words,values){return words.replace(/\{(\w+)\}/g,(gap,name)=>name in values?values[name]:gap)}var PATHS={locked:"M4 7V5a4 4 0 0 1 8 0v2h1v8H3V7zm2 0h4V5a2 2 0 0 0-4 0z",open:"M6 7V5a2 2 0 0 1 3.9-.6l1.9-.5A4 4 0 0 0 4 5v2H3v8h10V7z",more:"M3 6.5a1.5 1.5 0 1 0 0 3 1.5 1.5 0 0 0 0-3m5 0a1.5 1.5 0 1 0 0 3 1.5 1.5 0 0 0 0-3m5 0a1.5 1.5 0 1 0 0 3 1.5 1.5 0 0 0 0-3",undo:"M6 2 1 6l5 4V7h4a3 3 0 0 1 0 6H6v2h4a5 5 0 0 0 0-10H6z",error:"M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1M5.5 4.1 8 6.6l2.5-2.5 1.4 1.4L9.4 8l2.5 2.5-1.4 1.4L8 9.4l-2.5 2.5-1.4-1.4L6.6 8 4.1 5.5z",warning:"M8 1 15.5 15H.5zm-1 5v4.5h2V6zm0 5.5v2h2v-2z",notice:"M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1M7 4h2v2H7zm0 3h2v5H7z",answered:"M6 12.6 1.4 8l1.7-1.7L6 9.2l6.9-6.9 1.7 1.7z",good:"M6 12.6 1.4 8l1.7-1.7L6 9.2l6.9-6.9 1.7 1.7z",redo:"m10 2 5 4-5 4V7H6a3 3 0 0 0 0 6h4v2H6A5 5 0 0 1 6 5h4z"};function Icon({name}){return html`<svg class="plc-icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
    <path d=${PATHS[name]} />
  </svg>`}var needed=words=>({required:true,onInvalid:event=>event.target.setCustomValidity(words),onInput:event=>event.target.setCustomValidity("")});function Button({icon,title,children,kind="",...more}){return html`<button type="button" class=${`plc-button ${kind}`} title=${title}
    aria-label=${children?void 0:title} ...${more}>
    ${icon&&html`<${Icon} name=${icon} />`}${children}
  </button>`}var AGAIN=2e3;var SELDOM=8e3;var PATIENCE=2e4;var newName=()=>[...crypto.getRandomValues(new Uint32Array(3))].map(part=>part.toString(36)).join("");function makeMessages(model,tell){const page=newName();let last=0;let posted=0;let waiting=[];let seen=model.get("turn")[1];let again;let patience;const answered=()=>model.get("answered")[page]??0;const isLost=()=>waiting.length>0&&Date.now()>=waiting[0].until;function post(next=AGAIN){clearTimeout(again);const file=waiting.findIndex(({message},i3)=>i3>0&&message.data);const parcel=file>0?waiting.slice(0,file):waiting;posted=Math.max(posted,parcel.at(-1)?.message.n??0);model.send({page,whole:seen===-1,messages:parcel.map(({message})=>message)});if(waiting.length===0)return;again=setTimeout(post,next,Math.min(2*next,SELDOM))}function watch(){clearTimeout(patience);if(waiting.length>0&&!isLost())patience=setTimeout(watch,waiting[0].until-Date.now());tell({isLost:isLost(),waiting})}function hear(){const done=waiting.filter(({message})=>message.n<=answered());if(done.length===0)return;waiting=waiting.filter(({message})=>message.n>answered());const now=Date.now();waiting.forEach(one=>{one.until=Math.max(one.until,now+one.wait)});clearTimeout(again);if(posted<last)post();else if(waiting.length>0)again=setTimeout(post,AGAIN,AGAIN);done.forEach(({message,whenAnswered})=>whenAnswered?.(message.n));watch()}function follow(){const[base,now]=model.get("turn");if(base===0||base===seen)seen=now;else{seen=-1;post()}}model.on("change:turn",follow);model.on("change:answered",hear);return{answered,send(message,{whenAnswered,wait=PATIENCE,isChange=true,about=""}={}){last+=1;const until=Math.max(Date.now()+wait,waiting.at(-1)?.until??0);waiting.push({message:{n:last,...message},whenAnswered,wait,until,isChange,about});post();watch();return last},stop(){clearTimeout(again);clearTimeout(patience);model.off("change:turn",follow);model.off("change:answered",hear)}}}var pages=0;var LOOKS=60;var PAUSE=50;var ONLY_LOOKS=new Set(["look","show","speak","open","check","back","ask","cancel","longer","more","make","put","decide","decide_all","away","choose","on","against","discard"]);function makeDesk(model,root){const page=++pages;let changes=[];const messages=makeMessages(model,({isLost,waiting})=>{changes=waiting.filter(({isChange})=>isChange);root.toggleAttribute("data-saving",changes.length>0);root.classList.toggle("plc-busy",waiting.length>0);root.dispatchEvent(new CustomEvent("plc-lost",{detail:isLost?changes.map(({about:about2})=>about2):null}))});const cellsOf=({table,row})=>[...root.querySelectorAll("[data-table]")].filter(({dataset})=>dataset.table===table&&dataset.row===row);const about=({panel:table,row,column,text})=>{const cell=text===void 0?null:cellsOf({table,row}).find(one=>one.dataset.column===column);const pressed=root.contains(document.activeElement)?document.activeElement:null;return cell?`${cell.ariaLabel}：${text}`:pressed?.ariaLabel||pressed?.innerText||""};const desk={send(message,whenAnswered,wait){return messages.send(message,{whenAnswered,wait,isChange:!ONLY_LOOKS.has(message.do),about:about(message)})},answered:messages.answered,stop:messages.stop,isUnsaved:()=>changes.length>0||root.querySelector('[data-typing="new"], [data-draft]')!==null||!!model.get("settings")?.changed||!!model.get("conflict")?.rows,name:(...parts)=>["plc",page,...parts].join("-"),id:at=>desk.name(at.table,at.row,at.column),shortcut(event,at){if(at?.table==="settings")return false;const isCommand=event.ctrlKey||event.metaKey;const key=event.key.toLowerCase();if(isCommand&&(key==="z"||key==="y")){event.preventDefault();desk.send({panel:"desk",do:key==="y"||event.shiftKey?"redo":"undo"});return true}if(event.altKey&&(key==="arrowup"||key==="arrowdown")&&at){event.preventDefault();desk.send({panel:at.table,do:"move",row:at.row,column:at.column,by:key==="arrowup"?-1:1});return true}return false},go({table,row,column},isBusy=()=>false){root.dispatchEvent(new CustomEvent("plc-open",{detail:{table,row,column}}));if(!root.querySelector(`[data-table="${table}"]`))desk.tab?.(table);const look=again=>requestAnimationFrame(()=>{const mine=cellsOf({table,row});const cell=mine.find(one=>one.dataset.column===column)??mine[0];if(!cell)return again>0&&setTimeout(()=>look(again-1),PAUSE);if(isBusy())return void 0;cell.scrollIntoView({block:"center",inline:"nearest"});cell.focus({preventScroll:true});return cell.select?.()});look(LOOKS)}};model.on("change:focus",()=>desk.go(model.get("focus"),()=>root.querySelector("[data-typing]")));return desk}var isAsked=false;function planOfAddress(){if(isAsked)return"";isAsked=true;return new URLSearchParams(window.location.search).get("plan")??""}function useAddress(name){const shown=T2(name);A2(()=>{if(shown.current===name)return;shown.current=name;if(!name||document.getElementById("jp-main-dock-panel"))return;const address2=new URL(window.location.href);address2.searchParams.set("plan",name);window.history.replaceState(window.history.state,"",address2)},[name])}function Split({view}){const words=view.parts.map(part=>`${part.name} ${part.amount}`).join("、");return html`<div class="plc-split" role="img" aria-label=${`${view.words.of_total}: ${words}`}>
    ${view.parts.map((part,i3)=>html`<span key=${part.code} class=${`plc-part plc-part-${i3%6}`}
      style=${{width:`${part.width/10}%`}} title=${`${part.name} ${part.amount}`}>${part.name} ${part.amount}</span>`)}
  </div>`}function Reason({view,desk}){const input=T2();const say=()=>{if(input.current.value.trim()!==view.reason)desk.send({panel:"desk",do:"because",text:input.current.value})};return html`<input ref=${input} class="plc-reason" type="text" defaultValue=${view.reason} placeholder=${view.words.reason}
    aria-label=${view.words.reason} onBlur=${say} onKeyDown=${event=>{event.stopPropagation();if(event.key==="Enter"&&!event.isComposing)say()}} />`}function Title({view,desk}){useAddress(view.name);const open=event=>desk.send({panel:"desk",do:"open",name:event.target.value});if(view.plans.length===0)return html`<h2 class="plc-title">${view.title}</h2>`;return html`<h2 class="plc-title"><select class="plc-plans" aria-label=${view.words.plans} title=${view.title} value=${view.name}
      onChange=${open} onKeyDown=${event=>event.stopPropagation()}>
    ${view.plans.map(([name,title])=>html`<option key=${name} value=${name}>${title}</option>`)}
  </select></h2>`}function Bar({model,desk}){const view=useTrait(model,"bar");if(!view?.words)return null;const{words,said}=view;return html`<section class="plc-bar" aria-label=${words.title}>
    <div class="plc-head">
      <${Title} view=${view} desk=${desk} />
      <span class="plc-whose">${view.whose}</span>
      <${Button} icon="undo" title=${`${words.undo} (Ctrl+Z)`} onClick=${()=>desk.send({panel:"desk",do:"undo"})} />
      <${Button} icon="redo" title=${`${words.redo} (Ctrl+Y)`} onClick=${()=>desk.send({panel:"desk",do:"redo"})} />
      <${Reason} view=${view} desk=${desk} />
      <select class="plc-language" aria-label=${words.language} value=${view.language}
        onChange=${event=>desk.send({panel:"desk",do:"speak",language:event.target.value})}>
        ${view.languages.map(([value,name])=>html`<option key=${value} value=${value}>${name}</option>`)}
      </select>
    </div>
    ${view.scenario&&html`<p class="plc-onscenario">${view.scenario}
      <${Button} onClick=${()=>desk.send({panel:"scenarios",do:"back"})}>${words.back}<//></p>`}
    <div class="plc-sum">
      <strong class="plc-grand">${view.total}</strong><span>／${words.approved} ${view.approved}</span>
      <span class=${`plc-balance plc-${view.state}`}>${view.balance}</span>
      <span class="plc-pending">${words.saving}</span>
      ${view.state!=="exact"&&desk.has("proposals")&&html`<${Button} kind="plc-primary" onClick=${()=>desk.tab("proposals")}>${words.balance}<//>`}
      <button type="button" class="plc-counts" disabled=${!desk.has("findings")} onClick=${()=>desk.tab("findings")}>
        <span class=${view.errors?"plc-error":""}>${view.errors} ${words.errors}</span>
        <span class=${view.warnings?"plc-warning":""}>${view.warnings} ${words.warnings}</span></button>
      ${desk.has("export")&&html`<${Button} onClick=${()=>desk.tab("export")}>${words.export}<//>`}
    </div>
    <${Split} view=${view} />
    <p class=${`plc-said plc-said-${said.tone}`} role="status" aria-live="polite">${said.words}
      ${said.more.length>1&&html`<span> ${said.more.slice(1).join(" ")}</span>`}</p>
  </section>`}function Row({row,words}){return html`<tr class=${row.contested?"plc-contested":""}>
    <th scope="row">${row.what}${row.contested&&html`<em class="plc-tag plc-warning"><${Icon} name="warning" /> ${words.contested}</em>`}</th>
    <td>${row.base}</td>
    <td>${row.ours?html`<strong>${row.ours}</strong>`:html`<span class="plc-hint">${words.same}</span>`}</td>
    <td>${row.theirs?html`<strong>${row.theirs}</strong>`:html`<span class="plc-hint">${words.same}</span>`}</td>
  </tr>`}function Choice({name,means,children,...more}){return html`<div class="plc-choice"><${Button} ...${more}>${name}<//><span>${means}</span></div>`}function Conflict({model,desk}){const view=useTrait(model,"conflict");const panel=T2();const isThere=Boolean(view?.words);A2(()=>{if(isThere)panel.current.scrollIntoView({block:"nearest"})},[isThere,view?.rows?.length]);if(!isThere)return null;const{words}=view;const act=what=>()=>desk.send({panel:"conflict",do:what});return html`<section ref=${panel} id=${desk.name("part","conflict")} class="plc-conflict" aria-label=${words.title}>
    <h3><${Icon} name="warning" /> ${words.title}</h3>
    <p role="alert">${words.says}</p>
    ${view.who.length>0&&html`<p>${words.who}:</p><ul>${view.who.map((step,i3)=>html`<li key=${i3}>${step.when} <strong>${step.who}</strong> ${step.what}
      ${step.reason&&html` <span class="plc-hint">${step.reason}</span>`}</li>`)}</ul>`}
    <div class="plc-scroll" tabindex="0" role="region" aria-label=${words.differences}><table class="plc-table plc-plain">
      <caption>${words.differences}</caption>
      <thead><tr>${["field","base","ours","theirs"].map(name=>html`<th key=${name} scope="col" class="plc-words">${words[name]}</th>`)}</tr></thead>
      <tbody>${view.rows.map((row,i3)=>html`<${Row} key=${i3} row=${row} words=${words} />`)}</tbody>
    </table></div>
    <div class="plc-choices">
      <${Choice} name=${words.again} means=${words.again_means} kind="plc-primary" onClick=${act("again")} />
      <${Choice} name=${words.take} means=${words.take_means} onClick=${act("take")} />
    </div>
  </section>`}function neighbour(input,by){const{table,row,column}=input.dataset;const all=[...input.closest(".plc-page").querySelectorAll(`[data-table="${table}"][data-column="${column}"]`)];const at=all.findIndex(other=>other.dataset.row===row);return all[at+by]}function beside(input,by){const all=[...input.closest("tr")?.querySelectorAll("[data-column]")??[]];return all[all.indexOf(input)+by]}function entered(target){if(!target)return false;target.focus();if(target.select)target.select();target.scrollIntoView({block:"nearest",inline:"nearest"});return true}var isAtStart=input=>input.selectionStart===0&&input.selectionEnd===0;var isAtEnd=input=>input.selectionStart===input.value.length;var isWhole=input=>input.selectionStart===0&&input.selectionEnd===input.value.length;function moved(event,input,commit){if(event.ctrlKey||event.metaKey||event.altKey)return false;const goes={Enter:()=>{commit();entered(neighbour(input,event.shiftKey?-1:1));return true},ArrowDown:()=>entered(neighbour(input,1)),ArrowUp:()=>entered(neighbour(input,-1)),ArrowLeft:()=>(isAtStart(input)||isWhole(input))&&entered(beside(input,-1)),ArrowRight:()=>isAtEnd(input)&&entered(beside(input,1))};return event.key in goes&&(event.key==="Enter"||!event.shiftKey)&&goes[event.key]()}function useText(input,shown,desk){const[,drawAgain]=d2(0);const typing=T2(false);const sent=T2({n:0,text:""});const isAwaited=()=>desk.answered()<sent.current.n;F2(()=>{if(!typing.current&&!isAwaited()&&input.current.value!==shown)input.current.value=shown});return{typing,isNew:()=>input.current.value!==(isAwaited()?sent.current.text:shown),send(message){sent.current={n:desk.send(message,drawAgain),text:input.current.value}}}}var address=at=>({"data-table":at.table,"data-row":at.row,"data-column":at.column});var waits=mark=>mark?.raw===void 0?void 0:"";var describedBy=(mark,id)=>mark?`${id}${mark.also?` ${id}-also`:""}`:void 0;var types=({key,ctrlKey,metaKey,altKey})=>!(ctrlKey||metaKey||altKey)&&(key.length===1||["Backspace","Delete","Process"].includes(key));function Cell({at,text,mark,label,desk,kind="",why="",long=false,hint}){const input=T2();const[tries,tell]=d2(false);const readonly=why!=="";const shown=mark?.raw??text??"";const{typing,isNew,send}=useText(input,shown,desk);const rest=()=>{typing.current=false;delete input.current.dataset.typing};const commit=key=>{rest();if(readonly)tell(false);if(readonly||!isNew())return;send({panel:at.table,do:"set",row:at.row,column:at.column,text:input.current.value,key})};const discard=()=>{rest();input.current.value=text??"";if(mark?.raw!==void 0)desk.send({panel:at.table,do:"discard",row:at.row,column:at.column})};const onKeyDown=event=>{event.stopPropagation();if(readonly&&types(event))tell(true);if(event.isComposing||event.keyCode===229)return;if(event.key==="Escape")return discard();const isClean=!typing.current;if(isClean&&desk.shortcut(event,at))return;if(moved(event,input.current,()=>commit("Enter")))event.preventDefault()};const onPaste=event=>{const words=event.clipboardData?.getData("text/plain")??"";if(readonly)tell(true);if(readonly||!/[\t\n]./.test(words))return;event.preventDefault();rest();send({panel:at.table,do:"paste",row:at.row,column:at.column,text:words})};const id=desk.id(at);const tag=long?"textarea":"input";return html`<${tag} ref=${input} ...${address(at)} class=${`plc-cell ${kind}`} aria-label=${label}
      rows=${long?1:void 0} type=${long?void 0:"text"} inputmode=${kind==="plc-number"?"decimal":void 0}
      autocomplete="off" spellcheck=${false} readonly=${readonly} placeholder=${hint} title=${(mark?mark.says.join("\n"):why)||void 0}
      aria-invalid=${mark&&mark.level!=="warning"?"true":void 0} aria-describedby=${describedBy(mark,id)} data-draft=${waits(mark)}
      onInput=${()=>{typing.current=true;input.current.dataset.typing=isNew()?"new":"same"}} onBlur=${()=>commit()} onKeyDown=${onKeyDown} onPaste=${onPaste} />
    ${readonly&&tries&&html`<span class="plc-says plc-why" role="alert">${why}</span>`}`}function Choice2({at,text,mark,label,options,desk}){const input=T2();const shown=mark?.raw??text??"";const{send}=useText(input,shown,desk);const choose=()=>send({panel:at.table,do:"set",row:at.row,column:at.column,text:input.current.value});const onKeyDown=event=>{event.stopPropagation();if(!desk.shortcut(event,at)&&event.key==="Enter"&&moved(event,input.current,()=>{}))event.preventDefault()};const id=desk.id(at);const isOdd=shown!==""&&!options.some(([value])=>value===shown);return html`<select ref=${input} ...${address(at)} class="plc-cell" aria-label=${label} value=${shown}
      aria-invalid=${mark&&mark.level!=="warning"?"true":void 0} aria-describedby=${describedBy(mark,id)} data-draft=${waits(mark)}
      title=${mark?mark.says.join("\n"):void 0} onChange=${choose} onKeyDown=${onKeyDown}>
      ${isOdd&&html`<option value=${shown}>${shown}</option>`}
      ${options.map(([value,words])=>html`<option key=${value} value=${value}>${words}</option>`)}
    </select>`}var SIGNS={draft:"✎",error:"✖",warning:"⚠"};function Sayings({table,row,marks,words,span,desk,children}){const said=Object.entries(marks??{}).flatMap(([column,mark])=>[[column,mark,""],...mark.also?[[column,mark.also,"-also"]]:[]]);if(said.length===0)return null;return html`<tr class="plc-sayings"><td colspan=${span}>${said.map(([column,mark,also])=>html`
    <p key=${column+also} id=${desk.id({table,row,column})+also} class=${`plc-says plc-${mark.level}`}>
      <span class="plc-lead-in" onClick=${()=>String(getSelection())||desk.go({table,row,column})}><span aria-hidden="true">${SIGNS[mark.level]}</span> <b>${words[column]??column}</b> ${mark.says.join(" ")}</span></p>`)}
    ${children}
  </td></tr>`}function RowButtons({table,row,column,words,desk}){const act=(what,more={})=>()=>desk.send({panel:table,do:what,row,column,...more});return html`<div class="plc-rowbuttons">
    <${Button} onClick=${act("move",{by:-1})} title="Alt+↑">↑ ${words.up}<//>
    <${Button} onClick=${act("move",{by:1})} title="Alt+↓">↓ ${words.down}<//>
    <${Button} onClick=${act("add")}>＋ ${words.add}<//>
    <${Button} onClick=${act("copy")}>${words.copy}<//>
    <${Button} kind="plc-danger" onClick=${act("delete")}>✕ ${words.delete}<//>
  </div>`}function Detail({row,words,view,desk}){const at=column=>({table:"budget",row:row.code,column});const mark=column=>row.marks?.[column];const name=column=>`${row.cells.item} ${words[column]}`;return html`<tr class="plc-detail"><td colspan="7">
    <div class="plc-fields">
      <label>${words.category}<${Choice2} at=${at("category")} text=${row.cells.category} mark=${mark("category")}
        label=${name("category")} options=${view.categories.map(one=>[one,one])} desk=${desk} /></label>
      <label>${words.from}<${Choice2} at=${at("from")} text=${row.cells.from} mark=${mark("from")}
        label=${name("from")} options=${view.sources} desk=${desk} /></label>
      ${view.more.map(column=>html`<label key=${column}>${words[column]}
        <${Cell} at=${at(column)} text=${row.cells[column]} mark=${mark(column)} label=${name(column)} desk=${desk} /></label>`)}
      <span class="plc-code">${words.code}: <code>${row.code}</code></span>
    </div>
    <${RowButtons} table="budget" row=${row.code} column="item" words=${words} desk=${desk} />
  </td></tr>`}function Line({row,number,words,view,desk,isOpen,toggle}){const cell=(column,more={})=>html`<${Cell} at=${{table:"budget",row:row.code,column}}
    text=${row.cells[column]} mark=${row.marks?.[column]} desk=${desk}
    label=${`${row.cells.item} ${words[column]}`} ...${more} />`;const lock=()=>desk.send({panel:"budget",do:"set",row:row.code,column:"locked",text:row.locked?"":"是"});return html`<tr class=${row.locked?"plc-islocked":""}>
    <th scope="row" title=${filled(words.row,{number:number+1})}>${cell("item",{long:true})}</th>
    <td>${cell("unit_price",{kind:"plc-number"})}</td>
    <td>${cell("unit",{kind:"plc-unit"})}</td>
    <td><span class="plc-quantity">${cell("quantity",{kind:"plc-number",why:row.follows})}
      <${Button} icon=${row.locked?"locked":"open"} kind="plc-lock" aria-pressed=${row.locked?"true":"false"}
        title=${`${row.cells.item} ${words.lock}`} onClick=${lock} /></span></td>
    <td class="plc-amount">${row.amount}</td>
    <td>${cell("note",{long:true})}</td>
    <td><${Button} icon="more" title=${`${row.cells.item} ${words.more}`} aria-expanded=${isOpen?"true":"false"} onClick=${toggle} /></td>
  </tr>
  <${Sayings} table="budget" row=${row.code} marks=${row.marks} words=${words} span=${7} desk=${desk} />
  ${isOpen&&html`<${Detail} row=${row} words=${words} view=${view} desk=${desk} />`}`}function Budget({model,desk,root}){const view=useTrait(model,"budget");const[open,setOpen]=d2({});A2(()=>{const show=({detail})=>{const isDetail=detail.table==="budget"&&[...model.get("budget").more,"category","from"].includes(detail.column);if(isDetail)setOpen(now=>({...now,[detail.row]:true}))};root.addEventListener("plc-open",show);return()=>root.removeEventListener("plc-open",show)},[root]);if(!view?.rows)return null;const words=view.words;return html`<section class="plc-panel plc-budget" aria-label=${words.caption}>
    <table class="plc-table">
      <caption>${words.caption}</caption>
      <thead><tr>
        ${["item","unit_price","unit","quantity","amount","note","actions"].map(name=>html`<th key=${name} scope="col" class=${`plc-col-${name}`}>${words[name]}</th>`)}
      </tr></thead>
      <tbody>${view.rows.map((row,number)=>html`<${Line} key=${row.code} row=${row} number=${number} words=${words}
        view=${view} desk=${desk} isOpen=${!!open[row.code]}
        toggle=${()=>setOpen({...open,[row.code]:!open[row.code]})} />`)}</tbody>
      <tfoot><tr><th scope="row" colspan="4">${words.total}</th>
        <td class="plc-amount plc-total">${view.total}</td><td colspan="2">${view.capital}</td></tr></tfoot>
    </table>
    <p class="plc-below"><${Button} onClick=${()=>desk.send({panel:"budget",do:"add"})}>＋ ${words.add}<//>
      <span class="plc-hint">${words.paste}</span></p>
  </section>`}function Typed({text,label,commit=()=>0,desk,fault="",id,kind="",field,...more}){const own=T2();const input=field??own;const typing=T2(false);const awaited=T2(0);F2(()=>{const isOurs=!typing.current&&desk.answered()>=awaited.current;if(isOurs&&input.current.value!==text)input.current.value=text});const say=()=>{if(!typing.current)return;typing.current=false;awaited.current=commit(input.current.value)||0};const onKeyDown=event=>{event.stopPropagation();if(event.isComposing||event.keyCode===229)return;if(event.key==="Enter")say();if(event.key==="Escape"){typing.current=false;input.current.value=text}};return html`<input ref=${input} type="text" class=${`plc-typed ${kind}`} aria-label=${label} autocomplete="off"
      spellcheck=${false} aria-invalid=${fault?"true":void 0} aria-describedby=${fault?id:void 0}
      onInput=${()=>{typing.current=true}} onBlur=${say} onKeyDown=${onKeyDown} ...${more} />
    ${fault&&html`<span id=${id} class="plc-says plc-error">${fault}</span>`}`}var COLUMNS=["start","end","activity","speaker","organisation","speaker_kind","paid_minutes","periods","actions"];function Shift({row,name,words,label,desk}){const field=T2();if(!row.later)return null;const go=()=>desk.send({panel:"timetable",do:"shift",row:name,minutes:field.current.value});return html`<div class="plc-rowbuttons plc-shift"><label>${words.shift}
    <${Typed} text=${String(row.after)} label=${label("shift")} desk=${desk} field=${field} kind="plc-number" inputmode="numeric" />
    ${words.minutes}</label> <${Button} onClick=${go}>${words.do_shift}<//></div>`}function AtOnce({shift,desk}){return html`<p class="plc-below"><${Button} onClick=${()=>desk.send({panel:"timetable",do:"shift",row:shift.row,minutes:shift.minutes})}>${shift.button}<//></p>`}function Activity({row,number,words,view,desk,isOpen,toggle}){const name=String(number);const at=column=>({table:"timetable",row:name,column});const label=column=>`${filled(words.row,{number:number+1})} ${words[column]}`;const cell=(column,more={})=>html`<${Cell} at=${at(column)} text=${row.cells[column]}
    mark=${row.marks?.[column]} desk=${desk} label=${label(column)} ...${more} />`;return html`<tr>
    <td>${row.day&&html`<span class="plc-day">${row.day}</span>`}${cell("start",{kind:"plc-clock"})}</td>
    <td>${cell("end",{kind:"plc-clock"})}</td>
    <th scope="row">${cell("activity",{long:true})}</th>
    <td>${cell("speaker",{long:true})}</td>
    <td>${cell("organisation",{long:true})}</td>
    <td><${Choice2} at=${at("speaker_kind")} text=${row.cells.speaker_kind} mark=${row.marks?.speaker_kind}
      label=${label("speaker_kind")} options=${view.kinds} desk=${desk} /></td>
    <td>${cell("paid_minutes",{kind:"plc-number",hint:row.minutes?String(row.minutes):void 0})}</td>
    <td class="plc-amount">${row.joined?html`<span title=${words.periods}>↑</span>`:row.periods}</td>
    <td><${Button} icon="more" title=${label("actions")} aria-expanded=${isOpen?"true":"false"} onClick=${toggle} /></td>
  </tr>
  <${Sayings} table="timetable" row=${name} marks=${row.marks} words=${words} span=${9} desk=${desk}>
    ${row.shift&&html`<${AtOnce} shift=${row.shift} desk=${desk} />`}<//>
  ${isOpen&&html`<tr class="plc-detail"><td colspan="9">
    <${RowButtons} table="timetable" row=${name} column="activity" words=${words} desk=${desk} />
    <${Shift} row=${row} name=${name} words=${words} label=${label} desk=${desk} /></td></tr>`}`}function Timetable({model,desk}){const view=useTrait(model,"timetable");const[open,setOpen]=d2(-1);if(!view?.rows)return null;const words=view.words;return html`<section class="plc-panel plc-timetable" aria-label=${words.caption}>
    <table class="plc-table">
      <caption>${words.caption}</caption>
      <thead><tr>${COLUMNS.map(name=>html`<th key=${name} scope="col" class=${`plc-col-${name}`}>${words[name]}</th>`)}</tr></thead>
      <tbody>${view.rows.map((row,number)=>html`<${Activity} key=${number} row=${row} number=${number} words=${words}
        view=${view} desk=${desk} isOpen=${open===number} toggle=${()=>setOpen(open===number?-1:number)} />`)}
        ${view.rows.length===0&&html`<tr><td colspan="9">${words.empty}</td></tr>`}</tbody>
      <tfoot>${view.totals.map((total,i3)=>html`<tr key=${i3} class=${i3?"plc-other":"plc-own"}>
        <th scope="row" colspan="6">${total.policy}</th>
        <td class="plc-amount">${total.minutes}</td><td class="plc-amount plc-periods">${total.periods}</td><td></td></tr>`)}</tfoot>
    </table>
    <p class="plc-below"><${Button} onClick=${()=>desk.send({panel:"timetable",do:"add"})}>＋ ${words.add}<//>
      <span class="plc-hint">${words.paste}</span></p>
  </section>`}function Source({card,words}){if(!card.url||card.stated)return card.source;return html`${card.source} <a href=${card.url} target="_blank" rel="noopener noreferrer" title=${words.open}>${card.url} ↗</a>`}function RuleCard({card,words,id}){const facts=[[words.value,html`${card.value}${card.unit&&html` <small>(${card.unit})</small>`}`],[words.source,html`<${Source} card=${card} words=${words} />`],[words.since,card.since||words.unknown],[words.confidence,card.confidence],[words.card_remedy,card.remedy],...card.note?[[words.note,card.note]]:[]];return html`<div id=${id} class="plc-rulecard"><strong>${card.title}</strong>
    <dl>${facts.map(([name,fact])=>html`<div key=${name}><dt>${name}</dt><dd>${fact}</dd></div>`)}</dl></div>`}function Sure({label,cancel,children}){const box=T2();F2(()=>{box.current.focus({preventScroll:true});box.current.scrollIntoView({block:"nearest"})},[]);const onKeyDown=event=>{event.stopPropagation();if(event.key==="Escape"&&!event.isComposing)cancel()};return html`<div ref=${box} class="plc-asking" role="alertdialog" tabindex="-1" aria-label=${label} onKeyDown=${onKeyDown}>${children}</div>`}function Lead({place,message,spot,words,desk}){const said=html`${place&&html`<b>${place}</b> `}${message}`;if(!spot)return html`<p class="plc-what">${said}</p>`;return html`<p class="plc-what"><button type="button" class="plc-go" title=${filled(words.go,{place})} onClick=${()=>desk.go(spot)}>${said} <span aria-hidden="true">→</span></button></p>`}function Level({level,words}){return html`<span class=${`plc-level plc-level-${level}`}><${Icon} name=${level} /> ${words}</span>`}function Drafts({view,desk}){if(view.drafts.length===0)return null;const{words}=view;return html`<section class="plc-question plc-question-error" aria-label=${words.drafts}>
    <h3><${Icon} name="error" /> ${words.drafts}</h3>
    <ul>${view.drafts.map((draft,i3)=>html`<li key=${i3} class="plc-finding">
      <p class="plc-weight"><${Level} level="error" words=${words.draft} /></p>
      <${Lead} place=${draft.place} message=${draft.message} spot=${draft.spot} words=${words} desk=${desk} />
      ${draft.remedy&&html`<p class="plc-hint">${draft.remedy}</p>`}</li>`)}</ul>
  </section>`}function Earlier({earlier,words,take}){return html`<p class="plc-answer plc-stale"><b>${words.earlier}</b> ${earlier.text}</p>
    <p class="plc-below"><${Button} onMouseDown=${event=>event.preventDefault()} onClick=${take}>${words.reuse}<//></p>`}function Editor({finding,words,desk,done,close,children}){const[asks,ask]=d2(false);const field=T2();const said=T2(finding.typed||finding.answer);const{earlier}=finding;const say=what=>{said.current=field.current.value;desk.send({panel:"findings",do:what,finding:finding.key,text:said.current})};const onInput=()=>{ask(false);field.current.dataset.typing=field.current.value===said.current?"same":"new"};const leave=()=>{delete field.current?.dataset.typing;if(field.current&&field.current.value!==said.current)say("type")};const record=()=>{ask(false);say("answer");done()};const recordEarlier=()=>{field.current.value=earlier.text;record()};const isUnchanged=()=>earlier?.asks&&field.current.value.trim()===earlier.text.trim();const drop=()=>{field.current.value="";say("type");close()};const take=()=>{field.current.value=earlier.text;onInput();field.current.focus()};const stay=()=>{ask(false);field.current.focus()};const fault=desk.name("fault",finding.key);return html`<div class="plc-reasoning">
    ${earlier&&html`<${Earlier} earlier=${earlier} words=${words} take=${take} />`}
    <label><span class="plc-hint">${words.reason}</span>
      <textarea ref=${field} rows="2" defaultValue=${finding.typed||finding.answer} data-finding=${finding.key} onBlur=${leave}
        data-draft=${finding.typed?"":void 0} onInput=${onInput}
        onKeyDown=${event=>event.stopPropagation()} aria-invalid=${finding.fault?"true":void 0}
        aria-describedby=${finding.fault?fault:void 0} /></label>
    ${finding.fault&&html`<p id=${fault} class="plc-says plc-error">${finding.fault}</p>`}
    ${asks&&html`<${Sure} label=${earlier.asks} cancel=${stay}><p>${earlier.asks}</p>
      <p class="plc-rowbuttons"><${Button} kind="plc-primary" onClick=${recordEarlier}>${words.unchanged}<//>
        <${Button} onClick=${stay}>${words.cancel}<//></p><//>`}
    <p class="plc-below">${!asks&&html`<${Button} kind="plc-primary" onMouseDown=${event=>event.preventDefault()}
        onClick=${()=>isUnchanged()?ask(true):record()}>${words.record}<//>`}
      ${finding.answer&&html`<${Button} onMouseDown=${event=>event.preventDefault()} onClick=${drop}>${words.cancel}<//>`}
      ${children}</p>
  </div>`}function Reason2({finding,words,desk,top,children}){const[isOpen,open]=d2(false);const remove=()=>{desk.send({panel:"findings",do:"remove",finding:finding.key});top.current?.focus()};const done=()=>{open(false);top.current?.focus()};if(finding.idle)return html`<p class="plc-below"><${Button} kind="plc-danger" onClick=${remove}>${words.remove}<//>${children}</p>`;if(!finding.asks)return children&&html`<p class="plc-below">${children}</p>`;if(!finding.answer||isOpen||finding.fault){return html`<${Editor} finding=${finding} words=${words} desk=${desk} done=${done} close=${done}>${children}<//>`}return html`<p class="plc-answer"><b>${words.recorded}</b> ${finding.answer}</p>
    <p class="plc-below"><${Button} onClick=${()=>open(true)}>${words.change}<//>
      <${Button} kind="plc-danger" onClick=${remove}>${words.remove}<//>${children}</p>`}function Finding({finding,view,desk}){const top=T2();const[isOpen,open]=d2(false);const{words}=view;const card=view.cards[finding.card];const id=desk.name("card",finding.key);const rule=card&&html`<${Button} aria-expanded=${isOpen?"true":"false"} aria-controls=${isOpen?id:void 0}
    onClick=${()=>open(!isOpen)}>${filled(words.rule,card)} ${isOpen?"▴":"▾"}<//>`;return html`<li ref=${top} tabindex="-1" class="plc-finding">
    <p class="plc-weight"><${Level} level=${finding.level} words=${view.levels[finding.level]} />
      ${finding.stake&&html`<span>${filled(words.stake,finding)}</span>`}
      ${finding.cell&&html`<span class="plc-hint">${filled(words.cell,finding)}</span>`}</p>
    <${Lead} place=${finding.place} message=${finding.message} spot=${finding.spot} words=${words} desk=${desk} />
    ${finding.remedy&&html`<p class="plc-remedy"><b>${words.remedy}</b> ${finding.remedy}</p>`}
    <${Reason2} finding=${finding} words=${words} desk=${desk} top=${top}>${rule}<//>
    ${card&&isOpen&&html`<${RuleCard} card=${card} words=${words} id=${id} />`}
  </li>`}function Notices({question,view,desk}){const[isOpen,open]=d2(false);const notices=question.notices;if(notices.length===0)return null;return html`<p class="plc-below"><${Button} icon="notice" aria-expanded=${isOpen?"true":"false"} onClick=${()=>open(!isOpen)}>
      ${filled(view.words.notices,{number:notices.length})} ${isOpen?"▴":"▾"}<//></p>
    ${isOpen&&html`<ul>${notices.map(finding=>html`<${Finding} key=${finding.key} finding=${finding} view=${view} desk=${desk} />`)}</ul>`}`}function Findings({model,desk}){const view=useTrait(model,"findings");if(!view?.words)return null;return html`<div class="plc-findings">
    <${Drafts} view=${view} desk=${desk} />
    ${view.questions.map(question=>html`<section key=${question.number} class=${`plc-question plc-question-${question.level}`} aria-label=${question.title}>
      <h3>${question.title}</h3>
      <p class="plc-verdict"><${Level} level=${question.level} words=${question.answer} /></p>
      <ul>${question.findings.map(finding=>html`<${Finding} key=${finding.key} finding=${finding} view=${view} desk=${desk} />`)}</ul>
      <${Notices} question=${question} view=${view} desk=${desk} />
    </section>`)}
  </div>`}function Bar2({bar}){return html`<div class="plc-side"><span class="plc-sidename">${bar.name}</span>
    <div class="plc-split">${bar.parts.map(part=>html`<span key=${part.code} class=${`plc-part ${part.changed?`plc-part-${part.place%6}`:"plc-part-still"}`}
      style=${{width:`${part.width/10}%`}} title=${`${part.name} ${part.amount}`}>${part.name} ${part.amount}</span>`)}</div>
    <span class="plc-sidesum">${bar.total}</span></div>`}function Bars({bars,name}){const words=bars.map(bar=>`${bar.name} ${bar.total}: ${bar.parts.map(part=>`${part.name} ${part.amount}`).join("、")}`);return html`<div class="plc-bars" role="img" aria-label=${`${name} – ${words.join("; ")}`}>
    ${bars.map(bar=>html`<${Bar2} key=${bar.name} bar=${bar} />`)}</div>`}function Changes({proposal,head,words,title}){return html`<table class="plc-table plc-plain">
    <caption class="plc-unseen">${title}</caption>
    <thead><tr>${head.map((name,i3)=>html`<th key=${i3} scope="col">${name}</th>`)}</tr></thead>
    <tbody>${proposal.rows.map(row=>html`<tr key=${row.code}>
      <th scope="row">${row.cells[0]}${row.set&&html` <em class="plc-tag">${words.set_here}</em>`}</th>
      ${row.cells.slice(1).map((cell,i3)=>html`<td key=${i3} class="plc-amount">${cell}</td>`)}</tr>`)}</tbody>
    <tfoot><tr><th scope="row" colspan="3">${words.total}</th>
      ${proposal.total.map((cell,i3)=>html`<td key=${i3} class="plc-amount">${cell}</td>`)}</tr></tfoot>
  </table>`}function Proposal({proposal,view,desk,done}){const reason=T2();const{words}=view;const{title}=proposal;const apply=()=>{desk.send({panel:"proposals",do:"apply",key:proposal.key,reason:reason.current.value});done()};return html`<article class="plc-card" aria-label=${title}>
    <h3>${title}${proposal.changes_typed&&html` <em class="plc-tag">${words.typed}</em>`}</h3>
    <${Bars} bars=${proposal.bars} name=${words.picture} />
    <${Changes} proposal=${proposal} head=${view.head} words=${words} title=${title} />
    <p class="plc-hint">${[proposal.moved,...proposal.flows,words.rest].join(" ")}</p>
    ${proposal.consent&&html`<p class="plc-warning plc-note">${proposal.consent}</p>`}
    ${proposal.brings.length>0&&html`<p class="plc-note">${words.brings}</p>
      <ul class="plc-brings">${proposal.brings.map((one,i3)=>html`<li key=${i3} class=${`plc-${one.level}`}>${one.says}</li>`)}</ul>`}
    <p class="plc-take"><${Button} kind="plc-primary" onClick=${apply} aria-label=${`${words.apply} ${title}`}>${words.apply}<//>
      <label>${words.reason}<${Typed} text=${proposal.reason} label=${words.reason} desk=${desk} field=${reason} /></label></p>
  </article>`}function None({view,desk}){const{words}=view;const act=(what,more)=>()=>desk.send({panel:"proposals",do:what,...more});const list=(title,ones)=>ones.length>0&&html`<h3>${title}</h3>
      <ul class="plc-releases">${ones.map(one=>html`<li key=${one.key}>
        <strong>${one.says}</strong> <span class="plc-hint">${filled(words.gives,{proposal:one.gives})}</span>
        ${one.button&&html`<${Button} onClick=${act("release",{key:one.key})}>${one.button}<//>`}</li>`)}</ul>`;return html`
    ${view.leave&&html`<p class="plc-leave"><${Button} kind="plc-primary" onClick=${act("ask",{total:view.leave.total})}>${view.leave.button}<//> ${view.leave.says}</p>`}
    ${list(words.nearer,view.nearer)}
    ${list(words.release,view.releases)}
    ${view.nearest.length>0&&html`<p>${words.nearest} ${view.nearest.map(total=>html`
      <${Button} key=${total} onClick=${act("ask",{total})}>${filled(words.hold_it,{total})}<//>`)}</p>`}`}function Tick({checked,label,say}){return html`<label class="plc-tick"><input type="checkbox" checked=${checked} onKeyDown=${event=>event.stopPropagation()}
    onChange=${event=>say(event.target.checked)} /> ${label}</label>`}function Question({view,desk}){const{words,question,faults}=view;const ask=more=>desk.send({panel:"proposals",do:"ask",...more});const id=name=>desk.name("proposals",name);return html`<div class="plc-ask">
    <label><span>${words.hold}</span><${Typed} text=${question.total} label=${words.hold} kind="plc-number" desk=${desk} placeholder=${question.approved}
      id=${id("total")} fault=${faults.total} inputmode="numeric" commit=${total=>ask({total})} />
      <small>${filled(words.approved,{total:question.approved})}</small></label>
    <label><span>${words.set}</span><select value=${question.code} aria-label=${words.set} onKeyDown=${event=>event.stopPropagation()}
        onChange=${event=>ask({code:event.target.value})}>
        <option value="">${words.nothing}</option>
        ${question.choices.map(([code,name])=>html`<option key=${code} value=${code}>${name}</option>`)}</select></label>
    ${question.code&&html`<label><span>${words.quantity}</span><${Typed} text=${question.quantity} label=${`${words.set} ${words.quantity}`}
      kind="plc-number" desk=${desk} id=${id("quantity")} fault=${faults.quantity} inputmode="decimal" commit=${quantity=>ask({quantity})} /></label>`}
    ${(question.code||question.total)&&html`<${Button} onClick=${()=>ask({total:"",code:"",quantity:""})}>${words.clear}<//>`}
    ${question.has_periods&&html`<${Tick} checked=${question.periods} label=${words.periods} say=${periods=>ask({periods})} />`}
  </div>`}function Lines({view,desk}){const{words}=view;const lock=line=>()=>desk.send({panel:"proposals",do:"lock",code:line.code,locked:!line.locked});return html`<div class="plc-scroll" tabindex="0" role="region" aria-label=${words.lines}><table class="plc-table plc-plain">
    <caption>${words.lines}</caption>
    <thead><tr>${["item","quantity","amount","may"].map(name=>html`<th key=${name} scope="col" class=${name==="may"?"plc-words":""}>${words[name]}</th>`)}</tr></thead>
    <tbody>${view.lines.map(line=>html`<tr key=${line.code} class=${line.locked?"plc-islocked":""}>
      <th scope="row">${line.item}</th><td class="plc-amount">${line.quantity}</td><td class="plc-amount">${line.amount}</td>
      <td><span class="plc-may">${line.lockable&&html`<${Button} icon=${line.locked?"locked":"open"} kind="plc-lock"
        aria-pressed=${line.locked?"true":"false"} title=${`${line.item}: ${line.locked?words.unlock:words.lock}`} onClick=${lock(line)} />`}
        <span>${line.says}${line.room&&html` <span class="plc-hint">${line.room}</span>`}</span></span></td></tr>`)}</tbody>
  </table></div>`}function Proposals({model,desk}){const view=useTrait(model,"proposals");const top=T2();if(!view?.words)return null;const{words}=view;const done=()=>top.current.focus();return html`<div class="plc-proposals">
    <div>
      <p ref=${top} tabindex="-1" class=${`plc-lead plc-lead-${view.tone}`}>${view.headline}</p>
      ${view.hint&&html`<p class="plc-hint">${view.hint}
        ${view.is_short&&html` <${Button} onClick=${()=>desk.send({panel:"proposals",do:"longer"})}>${words.longer}<//>`}</p>`}
      <${Question} view=${view} desk=${desk} />
      ${view.proposals.map(proposal=>html`<${Proposal} key=${proposal.key} proposal=${proposal}
        view=${view} desk=${desk} done=${done} />`)}
      <${None} view=${view} desk=${desk} />
    </div>
    <${Lines} view=${view} desk=${desk} />
  </div>`}var LONG=12;function useOnly(rows,matters,label){const[only,choose]=d2(true);const some=rows.filter(matters);if(rows.length<=LONG||some.length===0||some.length===rows.length)return[rows,null];const tick=html`<p><label class="plc-tick"><input type="checkbox" checked=${only} onKeyDown=${event=>event.stopPropagation()}
    onChange=${event=>choose(event.target.checked)} /> ${label} (${some.length}/${rows.length})</label></p>`;return[only?some:rows,tick]}var stop=event=>event.stopPropagation();var sender=desk=>(what,more)=>desk.send({panel:"scenarios",do:what,...more});function Cell2({cell}){return html`<td class="plc-amount">${cell.count&&html`<span class="plc-count">${cell.count} = </span>`}${cell.amount}
    ${cell.change&&html` <span class="plc-change">${cell.change}</span>`}</td>`}function Buttons({version,words,act}){const{name}=version;if(!name)return html`<td>${!version.on_desk&&html`<${Button} onClick=${()=>act("back")}>${words.back}<//>`}</td>`;const button=(what,kind="")=>html`<${Button} kind=${kind} aria-label=${`${words[what]} ${name}`}
    onClick=${()=>what==="open"?act("open",{name}):act("ask",{to:what,name})}>${words[what]}<//>`;return html`<td><span class="plc-rowbuttons">${!version.on_desk&&button("open")}${button("adopt")}${button("delete","plc-danger")}</span></td>`}var isSame=row=>row.cells.every(cell=>cell.count===row.cells[0].count&&cell.amount===row.cells[0].amount);function Table({view,act}){const{words}=view;const[rows,only]=useOnly(view.rows,row=>!isSame(row),words.only);return html`${only}<div class="plc-wide-table" tabindex="0" role="region" aria-label=${words.caption}><table class="plc-table plc-plain plc-versions">
    <caption>${words.caption}</caption>
    <thead><tr><th scope="col">${words.item}</th>
      ${view.versions.map(version=>html`<th key=${version.name} scope="col">${version.shown}
        ${version.on_desk&&html` <em class="plc-tag">${words.on_desk}</em>`}</th>`)}</tr></thead>
    <tbody>${rows.map(row=>html`<tr key=${row.code}><th scope="row">${row.item}</th>
      ${row.cells.map((cell,i3)=>html`<${Cell2} key=${i3} cell=${cell} />`)}</tr>`)}</tbody>
    <tfoot>${view.sums.map(row=>html`<tr key=${row.name} class=${row.figures?"":"plc-other"}><th scope="row">${row.name}</th>
        ${row.cells.map((cell,i3)=>html`<td key=${i3} class="plc-amount">${cell}</td>`)}</tr>`)}
      <tr class="plc-acts"><th scope="row">${words.actions}</th>
        ${view.versions.map(version=>html`<${Buttons} key=${version.name} version=${version} words=${words} act=${act} />`)}</tr></tfoot>
  </table></div>`}function Asking({asking,words,desk,act}){const reason=T2();const go=()=>act(asking.what,{name:asking.name,...reason.current?{reason:reason.current.value}:{}});return html`<${Sure} label=${asking.button} cancel=${()=>act("cancel")}>
    ${asking.says.map((one,i3)=>html`<p key=${i3}>${one}</p>`)}
    ${asking.reason&&html`<label>${words.reason}<${Typed} text=${asking.reason} label=${words.reason} desk=${desk} field=${reason} /></label>`}
    <p class="plc-rowbuttons"><${Button} kind=${asking.what==="delete"?"plc-danger":"plc-primary"} onClick=${go}>${asking.button}<//>
      <${Button} onClick=${()=>act("cancel")}>${words.cancel}<//></p><//>`}function Form({view,act}){const{words,form}=view;const choices=pairs=>pairs.map(([value,name])=>html`<option key=${value} value=${value}>${name}</option>`);const submit=event=>{event.preventDefault();const said=new FormData(event.currentTarget);const word=name=>said.get(name)??"";act("new",{name:word("name"),kind:word("kind"),speaker:word("speaker"),at_ceiling:said.has("at_ceiling"),code:word("code"),quantity:word("quantity"),holds:said.has("holds")})};return html`<form class="plc-card" onSubmit=${submit} onKeyDown=${stop}>
    <h3>${words.new}</h3>
    <div class="plc-ask">
      <label><span>${words.name}</span><input type="text" name="name" class="plc-typed plc-wide" maxlength="60" autocomplete="off" ...${needed(words.needed)} placeholder=${words.name_hint} /></label>
      <label><span>${words.kind}</span><select name="kind"><option value="">${words.as_is}</option>${choices(form.kinds)}</select></label>
      ${form.speakers.length>1&&html`<label><span>${words.who}</span><select name="speaker"><option value="">${words.everybody}</option>
        ${choices(form.speakers.map(name=>[name,name]))}</select></label>`}
      <label class="plc-tick"><input type="checkbox" name="at_ceiling" defaultChecked=${true} /> ${words.ceiling}</label>
      <label><span>${words.set}</span><select name="code"><option value="">${words.nothing}</option>${choices(form.lines)}</select></label>
      <label><span>${words.quantity}</span><input type="text" name="quantity" class="plc-typed plc-number" inputmode="decimal" autocomplete="off" /></label>
      <label class="plc-tick"><input type="checkbox" name="holds" defaultChecked=${true} /> ${words.holds}</label>
      <button type="submit" class="plc-button plc-primary">${words.make}</button>
    </div></form>`}function Instead({instead,act}){return html`<div class="plc-asking" role="group" aria-label=${instead.button}><p>${instead.says}</p><p class="plc-hint">${instead.why}</p>
    <p class="plc-rowbuttons"><${Button} kind="plc-primary" onClick=${()=>act("instead")}>${instead.button}<//></p></div>`}function Scenarios({model,desk}){const view=useTrait(model,"scenarios");if(!view?.words)return null;const{words}=view;const act=sender(desk);return html`<div class="plc-scenarios">
    ${view.none&&html`<p class="plc-hint">${view.none}</p>`}
    ${view.versions.length>1&&html`<${Table} view=${view} act=${act} />`}
    ${view.asking&&html`<${Asking} key=${view.asking.what+view.asking.name} asking=${view.asking} words=${words} desk=${desk} act=${act} />`}
    ${view.facts?.length>0&&html`<p>${view.facts.join(" ")}</p>`}
    ${view.broken?.map(one=>html`<p key=${one} class="plc-error">${one}</p>`)}
    ${view.deleted?.length>0&&html`<p class="plc-hint">${words.deleted} ${view.deleted.map(name=>html`
      <${Button} key=${name} onClick=${()=>act("restore",{name})}>${filled(words.restore,{name})}<//>`)}</p>`}
    <${Form} key=${view.versions.map(one=>one.name).join("/")} view=${view} act=${act} />
    ${view.instead&&html`<${Instead} instead=${view.instead} act=${act} />`}
  </div>`}var COLUMNS2=["item","before","after","difference","percent","reason","basis"];var WORDY=["item","reason","basis"];function Side({side}){return html`<td class="plc-amount">${side[0]&&html`<span class="plc-count">${side[0]} = </span>`}${side[1]}</td>`}function Reason3({row,view,desk}){if(!row.changed)return html`<td></td>`;if(!view.asks_reasons)return html`<td>${row.reason}</td>`;const say=text=>text.trim()?desk.send({panel:"comparison",do:"because",code:row.code,text}):0;return html`<td class=${row.reason?"":"plc-wanted"}><${Typed} text=${row.reason} desk=${desk} kind="plc-whole" commit=${say}
    label=${filled(view.words.why,{item:row.item})} placeholder=${view.words.no_reason} /></td>`}function Table2({view,desk}){const{words,table}=view;const[rows,only]=useOnly(table.rows,row=>row.changed,words.only);return html`${only}<div class="plc-wide-table" tabindex="0" role="region" aria-label=${table.caption}><table class="plc-table plc-plain plc-compared">
    <caption>${table.caption}</caption>
    <thead><tr>${COLUMNS2.map(name=>html`<th key=${name} scope="col" class=${`plc-col-${name} ${WORDY.includes(name)?"plc-words":""}`}>${words[name]}</th>`)}</tr></thead>
    <tbody>${rows.map(row=>html`<tr key=${row.code} class=${row.changed?"plc-haschanged":"plc-same"}>
      <th scope="row">${row.item}</th><${Side} side=${row.before} /><${Side} side=${row.after} />
      <td class="plc-amount">${row.difference}</td><td class="plc-amount">${row.percent}</td>
      <${Reason3} row=${row} view=${view} desk=${desk} /><td>${row.basis}</td></tr>`)}</tbody>
    <tfoot><tr><th scope="row">${words.total}</th>${table.total.map((cell,i3)=>html`<td key=${i3} class="plc-amount">${cell}</td>`)}<td colspan="3"></td></tr>
      ${table.categories.map(row=>html`<tr key=${row[0]} class="plc-other"><th scope="row">${row[0]}</th>
        ${row.slice(1).map((cell,i3)=>html`<td key=${i3} class="plc-amount">${cell}</td>`)}<td colspan="3"></td></tr>`)}</tfoot>
  </table></div>
  <p>${[table.moved,...table.flows].join(" ")}</p>`}function Findings2({view,desk}){if(view.findings.length===0)return null;return html`<ul class="plc-brings">${view.findings.map((one,i3)=>html`<li key=${i3} class=${`plc-${one.level}`}>${one.says} ${one.remedy}
    ${one.go&&html` <${Button} onClick=${()=>desk.go(one.go)}>${view.words.go}<//>`}</li>`)}</ul>`}function Points({view,desk}){const{words}=view;if(view.points.length<2)return null;const choose=more=>desk.send({panel:"comparison",do:"choose",first:view.first,second:view.second,...more});const select=(name,empty,label,isOff)=>html`<label><span>${label}</span>
    <select value=${view[name]} disabled=${isOff} aria-label=${label} onKeyDown=${event=>event.stopPropagation()} onChange=${event=>choose({[name]:event.target.value})}>
      <option value="">${empty}</option>
      ${view.points.map(([id,shown])=>html`<option key=${id} value=${id}>${shown}</option>`)}</select></label>`;return html`<div class="plc-ask">${select("first",words.approved,words.compare,false)}${select("second",words.now,words.with,!view.first)}</div>`}function Field({name,label,fault,id,hint,isWide,text,need}){return html`<label><span>${label}</span>
    <input type="text" name=${name} class=${`plc-typed ${isWide?"plc-wide":""}`} autocomplete="off" placeholder=${hint} defaultValue=${text}
      aria-invalid=${fault?"true":void 0} aria-describedby=${fault?id:void 0} ...${need?needed(need):{}} />
    ${fault&&html`<span id=${id} class="plc-says plc-error">${fault}</span>`}</label>`}function Ask({view,said,go,cancel}){const asks=view.form.asks.map(one=>filled(one,said));return html`<${Sure} label=${asks.join(" ")} cancel=${cancel}>${asks.map((one,i3)=>html`<p key=${i3}>${i3?one:html`<b>${one}</b>`}</p>`)}
    <p class="plc-rowbuttons"><${Button} kind="plc-primary" onClick=${go}>${view.words.sure}<//><${Button} onClick=${cancel}>${view.words.cancel}<//></p><//>`}function Form2({model,view,desk}){const{words,form}=view;const[said,ask]=d2(null);const button=T2();const submit=event=>{event.preventDefault();const typed=Object.fromEntries(new FormData(event.currentTarget));const isRight=()=>Object.keys(model.get("comparison").form?.faults??{}).length===0;desk.send({panel:"comparison",do:"check",...typed},()=>isRight()&&ask(typed))};const go=()=>{ask(null);desk.send({panel:"comparison",do:"approve",...said})};const cancel=()=>{ask(null);requestAnimationFrame(()=>button.current?.focus())};const field=(name,hint,isWide)=>html`<${Field} name=${name} label=${words[name]} fault=${form.faults[name]} id=${desk.name("approve",name)}
    hint=${hint} isWide=${isWide} need=${name==="by"?"":words.needed} />`;const body=html`<form onSubmit=${submit} onInput=${()=>ask(null)} onKeyDown=${event=>event.stopPropagation()}>
    <p>${form.what}</p>
    ${form.note&&html`<p class=${form.stops?"plc-error":"plc-warning"}>${form.note} <${Button} onClick=${()=>desk.tab("findings")}>${words.see}<//></p>`}
    <div class="plc-ask">${field("reference","",true)}${field("on",words.day_hint)}${field("by",words.by_hint)}
      ${!said&&html`<button ref=${button} type="submit" class="plc-button plc-primary">${words.approve}</button>`}</div>
    ${said&&html`<${Ask} view=${view} said=${said} go=${go} cancel=${cancel} />`}</form>`;if(form.is_first)return html`<div class="plc-card"><h3>${words.approve}</h3>${body}</div>`;return html`<details class="plc-card"><summary>${words.again}</summary>${body}</details>`}function Slip({view,desk}){const{words,form}=view;const submit=event=>{event.preventDefault();desk.send({panel:"comparison",do:"correct",...Object.fromEntries(new FormData(event.currentTarget))})};const field=(name,isWide)=>html`<${Field} name=${name} label=${words[name]} fault=${form.faults[`correct_${name}`]} id=${desk.name("correct",name)}
    text=${form.approval[name]} isWide=${isWide} need=${words.needed} />`;return html`<details class="plc-card"><summary>${words.slip}</summary>
    <form onSubmit=${submit} onKeyDown=${event=>event.stopPropagation()}><p class="plc-hint">${words.slip_hint}</p>
      <div class="plc-ask">${field("reference",true)}${field("on")}
        <button type="submit" class="plc-button plc-primary">${words.correct}</button></div></form></details>`}function Comparison({model,desk}){const view=useTrait(model,"comparison");if(!view?.words)return null;return html`<div class="plc-comparison">
    ${view.none&&html`<p class="plc-hint">${view.none}</p>`}
    <${Points} view=${view} desk=${desk} />
    ${view.table&&html`<${Table2} view=${view} desk=${desk} />`}
    <${Findings2} view=${view} desk=${desk} />
    ${view.form?.approval&&html`<${Slip} key=${`${view.form.approval.reference} ${view.form.approval.on}`} view=${view} desk=${desk} />`}
    ${view.form&&html`<${Form2} key=${view.form.is_first} model=${model} view=${view} desk=${desk} />`}
  </div>`}function Way({step,words,desk}){const[asks,ask]=d2(false);const way=step.undo??step.redo;if(!way)return null;const name=step.undo?"undo":"redo";const isPlain=way.number===1&&!way.approved;const go=()=>{ask(false);desk.send({panel:"desk",do:name,step:step.id,past_approval:way.approved})};const about=`${step.name||step.kind}`;if(!asks){return html`<${Button} icon=${name} onClick=${isPlain?go:()=>ask(true)} title=${way.says}
      aria-label=${`${isPlain?words[name]:words[`${name}_to`]} ${about}`}>${isPlain?words[name]:words[`${name}_to`]}<//>`}return html`<${Sure} label=${way.says} cancel=${()=>ask(false)}><p>${way.says}</p>
    <p class="plc-rowbuttons"><${Button} kind="plc-primary" onClick=${go}>${words.sure}<//><${Button} onClick=${()=>ask(false)}>${words.cancel}<//></p><//>`}function Step({step,words,desk}){return html`<tr class=${step.undone?"plc-undone":""}>
    <td class="plc-when">${step.when}</td><td class="plc-when">${step.who}</td>
    <th scope="row">${step.kind}${step.name&&html` <strong>${step.name}</strong>`}
      ${step.undone&&html` <em class="plc-tag">${words.undone}</em>`}
      ${step.undo?.approved&&html` <em class="plc-tag">${words.approved}</em>`}
      ${step.changes.length>0&&html`<ul>${step.changes.map((one,i3)=>html`<li key=${i3}>${one}</li>`)}${step.rest&&html`<li>${step.rest}</li>`}</ul>`}</th>
    <td>${step.reason}</td>
    <td><${Way} step=${step} words=${words} desk=${desk} /></td></tr>`}function History({model,desk}){const view=useTrait(model,"history");if(!view?.words)return null;const{words}=view;if(view.none)return html`<p class="plc-hint">${view.none}</p>`;return html`<div class="plc-history">
    ${view.note&&html`<p class="plc-warning">${view.note}</p>`}
    <table class="plc-table plc-plain"><caption>${words.caption}</caption>
      <thead><tr>${["when","who","what","reason","actions"].map(name=>html`<th key=${name} scope="col" class=${`plc-words plc-col-${name}`}>${words[name]}</th>`)}</tr></thead>
      <tbody>${view.steps.map(step=>html`<${Step} key=${step.id} step=${step} words=${words} desk=${desk} />`)}</tbody></table>
    <p class="plc-below"><span class="plc-hint">${view.counted}</span>
      ${view.left>0&&html`<${Button} onClick=${()=>desk.send({panel:"history",do:"more"})}>${words.more}<//>`}</p>
  </div>`}var PAPER="plc-paper";async function printed(image){document.querySelector(`body > .${PAPER}`)?.remove();const paper=document.createElement("div");paper.className=PAPER;const copy=image.cloneNode();paper.appendChild(copy);document.body.appendChild(paper);await copy.decode();document.documentElement.classList.add("plc-printing");const done=()=>{document.documentElement.classList.remove("plc-printing");paper.remove()};window.addEventListener("afterprint",done,{once:true});window.print()}function Figures({view}){const{words}=view;const heads2=view.columns.length>1?[...view.columns,words.difference]:[words.amount];const cells=row=>[...row.amounts,...row.difference?[row.difference]:[]];const line=(row,kind="")=>html`<tr class=${kind}><th scope="row">${row.name}</th>
    ${cells(row).map((amount,i3)=>html`<td key=${i3} class="plc-amount">${amount}</td>`)}</tr>`;return html`<details class="plc-figures"><summary>${words.caption}</summary>
    <table class="plc-table">
      <caption>${words.caption}</caption>
      <thead><tr><th scope="col">${words.item}</th>${heads2.map((name,i3)=>html`<th key=${i3} scope="col">${name}</th>`)}</tr></thead>
      <tbody>${view.rows.map(row=>line(row))}</tbody>
      <tfoot>${line(view.total)}<tr><th scope="row">${words.approved}</th>
        <td class="plc-amount" colspan=${heads2.length}>${view.approved}</td></tr></tfoot>
    </table></details>`}function Picture({model}){const view=useTrait(model,"picture");const image=T2();if(!view?.words)return null;const{words}=view;return html`<div class="plc-picture">
    <p class="plc-below">
      <${Button} kind="plc-primary" onClick=${()=>printed(image.current)}>${words.print}<//>
      <a class="plc-button" href=${view.src} download=${view.file}>${words.download}</a>
    </p>
    ${view.same&&html`<p class="plc-hint">${words.same}</p>`}
    <img ref=${image} class="plc-drawing" src=${view.src} alt=${view.alt} />
    <${Figures} view=${view} />
  </div>`}var Arrow=([before,after])=>before===after?after:html`<s>${before}</s> → <strong>${after}</strong>`;function Rules({rules,words}){const[isOpen,open]=d2(false);const used=rules.filter(rule=>rule.used);const others=rules.filter(rule=>!rule.used);const shown=isOpen?rules:used;return html`${shown.length===0?html`<p class="plc-hint">${words.no_rules}</p>`:html`<table class="plc-table plc-plain">
      <caption>${words.rules}</caption>
      <thead><tr>${["rule","before","after"].map(name=>html`<th key=${name} scope="col" class="plc-words">${words[name]}</th>`)}</tr></thead>
      <tbody>${shown.map(rule=>html`<tr key=${rule.id}><th scope="row">${rule.title} <small class="plc-hint">(${rule.unit})</small></th>
        <td>${rule.before}</td><td>${rule.after}</td></tr>`)}</tbody></table>`}
    ${others.length>0&&html`<p class="plc-below"><${Button} aria-expanded=${isOpen?"true":"false"} onClick=${()=>open(!isOpen)}>
      ${filled(words.others,{number:others.length})} ${isOpen?"▴":"▾"}<//></p>`}`}function Lines2({lines,words}){if(lines.length===0)return html`<p class="plc-hint">${words.no_lines}</p>`;return html`<table class="plc-table plc-plain"><caption>${words.lines}</caption>
    <thead><tr>${["item","quantity","amount"].map(name=>html`<th key=${name} scope="col">${words[name]}</th>`)}</tr></thead>
    <tbody>${lines.map((line,i3)=>html`<tr key=${i3}><th scope="row">${line.name}</th>
      <td class="plc-amount">${Arrow(line.quantity)}</td><td class="plc-amount">${Arrow(line.amount)}</td></tr>`)}</tbody></table>`}function Total({total,words}){const isSame2=total.balance_before===total.balance_after;return html`<p class="plc-newtotal"><span>${words.total} ${Arrow([total.before,total.after])}</span>
    <span>${words.approved} ${Arrow([total.approved_before,total.approved_after])}</span>
    <span>${isSame2?total.balance_after:Arrow([total.balance_before,total.balance_after])}</span></p>`}function Found({title,findings,words}){if(findings.length===0)return null;return html`<h4>${title}</h4><ul>${findings.map((one,i3)=>html`<li key=${i3}>
    <span class=${`plc-level plc-level-${one.level}`}><${Icon} name=${one.level} /> ${one.was_word?Arrow([one.was_word,one.word]):one.word}</span> ${one.message}
    ${one.was&&html`<br /><span class="plc-hint">${filled(words.said,{words:one.was})}</span>`}
    ${one.remedy&&html`<br /><span class="plc-hint">${one.remedy}</span>`}</li>`)}</ul>`}function Shown({effects,words}){const{rules,lines,total,appear,go,alter}=effects;const isQuiet=[rules,lines,appear,go,alter].every(part=>part.length===0)&&total.before===total.after&&total.approved_before===total.approved_after;if(isQuiet)return html`<p>${words.same}</p>`;return html`<${Total} total=${total} words=${words} />
    <${Lines2} lines=${lines} words=${words} />
    <${Found} title=${words.appear} findings=${appear} words=${words} />
    <${Found} title=${words.alter} findings=${alter} words=${words} />
    <${Found} title=${words.go} findings=${go} words=${words} />
    <${Rules} rules=${rules} words=${words} />`}function Effects({view,desk}){const{words,effects}=view;const act=what=>()=>desk.send({panel:"settings",do:what});return html`<aside class="plc-effects" aria-label=${words.effects}>
    <h3>${words.effects}</h3>
    ${view.faulty&&html`<p class="plc-error"><${Icon} name="error" /> ${words.faulty}</p>`}
    ${effects.total&&html`<${Shown} effects=${effects} words=${words} />`}
    <p class="plc-below plc-decide"><${Button} kind="plc-primary" disabled=${view.faulty} onClick=${act("apply")}>${words.apply}<//>
      <${Button} onClick=${act("cancel")}>${words.cancel}<//></p>
  </aside>`}function Below({at,cell,words,desk}){if(cell.mark)return html`<span id=${desk.id(at)} class="plc-says plc-draft">✎ ${cell.mark.says.join(" ")}</span>`;if(cell.was===void 0)return null;return html`<span class="plc-says plc-was">${filled(words.was,{value:cell.was||words.nothing})}</span>`}function Typed2({at,cell,label,options,desk,long}){return options?html`<${Choice2} at=${at} text=${cell.text} mark=${cell.mark} label=${label} options=${options} desk=${desk} />`:html`<${Cell} at=${at} text=${cell.text} mark=${cell.mark} label=${label} long=${long} desk=${desk} />`}function Source2({source,number,view,desk}){const{words}=view;const at=name=>({table:"settings",row:String(number),column:name});const label=name=>`${filled(words.source,{number})} ${words[name]}`;const field=(name,options)=>html`<td><${Typed2} at=${at(name)} cell=${source[name]} label=${label(name)} options=${options} desk=${desk} />
    ${!source[name].mark&&html`<${Below} at=${at(name)} cell=${source[name]} words=${words} desk=${desk} />`}</td>`;const wrong=["name","kind","share"].filter(name=>source[name].mark);return html`<tr>${field("name")}${field("kind",view.kinds)}${field("share")}
    <td><${Button} kind="plc-danger" title=${`${words.remove} ${source.name.text||number}`} disabled=${view.sources.length===1}
      onClick=${()=>desk.send({panel:"settings",do:"remove",row:String(number)})}>✕<//></td></tr>
    ${wrong.length>0&&html`<tr><td colspan="4">${wrong.map(name=>html`<b key=${name}>${words[name]} <${Below} at=${at(name)} cell=${source[name]} words=${words} desk=${desk} /></b>`)}</td></tr>`}`}function Sources({view,desk}){const{words}=view;return html`<table class="plc-table plc-sources"><caption>${words.sources}</caption>
    <thead><tr>${["name","kind","share","actions"].map(name=>html`<th key=${name} scope="col" class=${`plc-col-${name}`}>${words[name]}</th>`)}</tr></thead>
    <tbody>${view.sources.map((source,i3)=>html`<${Source2} key=${i3} source=${source} number=${i3+1} view=${view} desk=${desk} />`)}</tbody></table>
    <p class="plc-below"><${Button} onClick=${()=>desk.send({panel:"settings",do:"add"})}>＋ ${words.add}<//></p>`}function Group({group,view,desk}){return html`<fieldset class="plc-group-of"><legend>${group.title}</legend>
    ${group.has_sources&&html`<${Sources} view=${view} desk=${desk} />`}
    <div class="plc-sets">${group.fields.map(field=>{const at={table:"settings",row:"",column:field.key};return html`<label key=${field.key} class=${`plc-set ${field.was===void 0?"":"plc-isnew"} ${field.wide?"plc-wide-set":""}`}>
        <span>${field.name}</span><${Typed2} at=${at} cell=${field} label=${field.name} options=${field.options} long=${field.wide} desk=${desk} />
        <${Below} at=${at} cell=${field} words=${view.words} desk=${desk} /></label>`})}</div>
  </fieldset>`}function Settings({model,desk}){const view=useTrait(model,"settings");if(!view?.words)return null;return html`<div class=${`plc-settings ${view.changed?"plc-haschanges":""}`}>
    <div><p class="plc-hint">${view.words.hint}</p>
      ${view.groups.map(group=>html`<${Group} key=${group.title} group=${group} view=${view} desk=${desk} />`)}</div>
    ${view.changed&&html`<${Effects} view=${view} desk=${desk} />`}
  </div>`}var PATIENCE2=9e4;function Stops({view,desk}){const{words}=view;const lead=stop2=>()=>{if(stop2.kind==="conflict")desk.tab("conflict");else desk.go(stop2.go)};return html`<section class="plc-stops" aria-label=${words.stops}>
    <p class="plc-error">✕ ${words.stops}</p>
    <ul>${view.stops.map((stop2,i3)=>html`<li key=${i3}>${stop2.says}
      ${stop2.total&&html` <${Button} kind="plc-primary" onClick=${()=>desk.tab("proposals")}>${words.balance}<//>`}
      ${(stop2.go||stop2.kind==="conflict")&&html` <${Button} onClick=${lead(stop2)}
        aria-label=${`${stop2.go?words.go:words.decide}: ${stop2.says}`}>${stop2.go?words.go:words.decide}<//>`}</li>`)}</ul>
  </section>`}function File({made,words,desk}){const isOld=!made.current;return html`<section class=${`plc-file ${isOld?"plc-old":""}`} aria-label=${made.name}>
    ${isOld&&html`<p class="plc-warning">! ${words.outdated}</p>`}
    <p class="plc-below"><a class=${`plc-button ${isOld?"":"plc-primary"}`} href=${made.href} download=${made.name}>⤓ ${filled(words.download,made)}</a>
      ${!isOld&&html`<${Button} onClick=${()=>desk.send({panel:"export",do:"put"})}>${words.put}<//>`}</p>
    ${made.notes.map(note=>html`<p key=${note} class="plc-hint">${note}</p>`)}
    ${made.place&&html`<p class="plc-good">${made.place} ${made.kept}</p>`}
  </section>`}function useMaking(desk,root){const[making,change]=d2(desk.making??null);A2(()=>{const hear=event=>change(event.detail);root.addEventListener("plc-making",hear);change(desk.making??null);return()=>root.removeEventListener("plc-making",hear)},[desk,root]);const tell=words=>{desk.making=words;root.classList.toggle("plc-making",words!==null);root.dispatchEvent(new CustomEvent("plc-making",{detail:words}))};return[making,tell]}function Export({model,desk,root}){const view=useTrait(model,"export");const[making,tell]=useMaking(desk,root);if(!view?.words)return null;const{words}=view;const isMaking=making!==null;const make=(format,draft)=>()=>{const isSlow=view.waits[draft?"draft":"approval"].includes(format);const slowly=draft?words.prints:words.waits;tell(isSlow?slowly:"");desk.send({panel:"export",do:"make",format,draft},()=>tell(null),isSlow?PATIENCE2:void 0)};const isStopped=view.stops.length>0;const look=n3=>n3>0?"":`plc-big ${isStopped?"":"plc-primary"}`;return html`<div class="plc-export">
    ${isStopped&&html`<${Stops} view=${view} desk=${desk} />`}
    <p class="plc-below">${view.formats.map(([format,name],n3)=>html`<${Button} key=${format} kind=${look(n3)}
      disabled=${isStopped||isMaking} onClick=${make(format,false)}>${filled(words.approval,{format:name})}<//>`)}
      <span>${view.total}</span></p>
    <p class="plc-hint" role="status">${making}</p>
    ${view.made&&!isMaking&&html`<${File} made=${view.made} words=${words} desk=${desk} />`}
    <p class="plc-below"><span class="plc-hint">${view.warnings}</span>
      ${view.open>0&&html`<${Button} onClick=${()=>desk.tab("findings")}>${words.look}<//>`}</p>
    <p class="plc-below">${view.formats.map(([format,name])=>html`<${Button} key=${format} disabled=${isMaking} onClick=${make(format,true)}>${filled(words.draft,{format:name})}<//>`)}
      <span class="plc-hint">${words.draft_hint}</span></p>
  </div>`}var base64=file=>new Promise((done,failed)=>{const reader=new FileReader;reader.onload=()=>done(String(reader.result).replace(/^[^,]*,/,""));reader.onerror=failed;reader.readAsDataURL(file)});function Upload({view,desk,onSent}){const[wrong,say]=d2("");const send=async file=>{if(!file)return;if(file.size>view.most){say(filled(view.words.too_large,{most:view.most.toLocaleString()}));return}say("");onSent();desk.send({panel:"take_in",do:"open",name:file.name,data:await base64(file)})};const chosen=event=>{send(event.target.files[0]);event.target.value=""};const dropped=event=>{event.preventDefault();send(event.dataTransfer.files[0])};return html`<p class="plc-below"><label class="plc-button plc-upload" onDragOver=${event=>event.preventDefault()} onDrop=${dropped}>
    <input type="file" class="plc-unseen" accept=${view.endings} onChange=${chosen} /><span>${view.words.choose}</span></label></p>
    ${wrong&&html`<p class="plc-error" role="alert">✕ ${wrong}</p>`}`}function Which({row,words,desk}){const answer=event=>{const[kind,line]=event.target.value.split(":");if(kind)desk.send({panel:"take_in",do:"answer",table:row.table,row:row.row,line})};return html`<select aria-label=${filled(words.which,row)} onChange=${answer} onKeyDown=${event=>event.stopPropagation()}>
    <option value="">${words.pick}</option>
    ${row.choices.map(([code,name])=>html`<option key=${code} value=${`is:${code}`}>${name}</option>`)}
    <option value="is:">${words.new}</option></select>`}function Row2({row,words,desk,isOld}){const decide=event=>desk.send({panel:"take_in",do:"decide",key:row.key,accept:event.target.checked});return html`<tr class=${row.accepted?"plc-taken":""}><th scope="row">${row.cell}</th><td>${row.item}</td>
    <td>${row.what}${row.remark&&html`<span class="plc-says">${row.remark}</span>`}</td>
    <td class="plc-was">${row.before||words.nothing}</td>${isOld&&html`<td class="plc-was">${row.now||words.nothing}</td>`}<td>${row.after||words.nothing}</td>
    <td>${row.choices?html`<${Which} row=${row} words=${words} desk=${desk} />`:row.can?html`<input type="checkbox" checked=${row.accepted} aria-label=${filled(words.accept_one,row)} onChange=${decide} />`:html`<span class="plc-hint">${words.follows}</span>`}</td></tr>`}function Decide({file,words,desk}){const reason=T2(null);const all=accept=>()=>desk.send({panel:"take_in",do:"decide_all",accept});const take=()=>desk.send({panel:"take_in",do:"take",reason:reason.current.value});return html`${file.total&&html`<p class="plc-would">${file.total}</p>`}
    <p class="plc-below"><${Button} onClick=${all(true)}>${words.all}<//><${Button} onClick=${all(false)}>${words.none}<//>
    ${file.by_hand&&html`<span class="plc-warning">${file.by_hand}</span>`}
    <label class="plc-reason">${words.reason} <input type="text" ref=${reason} maxlength="500" onKeyDown=${event=>event.stopPropagation()} /></label>
    <${Button} kind="plc-primary" disabled=${file.accepted===0} onClick=${take}>${filled(words.take,{number:file.accepted})}<//></p>`}var heads=file=>["cell","item","what",file.is_printed?"printed":"before",...file.is_old?["now"]:[],"after","accept"];function useLead(view){const heading=T2(null);const waits2=T2(false);A2(()=>{if(!waits2.current||!heading.current)return;waits2.current=false;heading.current.focus({preventScroll:true});heading.current.scrollIntoView({block:"start"})},[view]);return[heading,()=>{waits2.current=true}]}function TakeIn({model,desk}){const view=useTrait(model,"take_in");const[heading,lead]=useLead(view);if(!view?.words)return null;const{words,file}=view;return html`<div class="plc-take-in"><p class="plc-hint">${words.hint}</p>
    <${Upload} view=${view} desk=${desk} onSent=${lead} />
    ${file&&html`<section aria-label=${file.name}>
      <h3 ref=${heading} tabindex="-1">${file.name}</h3>
      ${file.refused.map((says,i3)=>html`<p key=${i3} class=${file.says?"plc-warning":"plc-error"} role="alert">${file.says?"!":"✕"} ${says}</p>`)}
      ${file.says&&html`<p>${file.says}${file.totals&&` ${file.totals}`}</p>`}
      ${file.done&&html`<p class="plc-good">✓ ${filled(words.done,file)}</p>`}
      ${file.rows.length>0&&html`<div class="plc-scroll"><table class="plc-table plc-returned"><caption>${file.left?words.left:words.changed}</caption>
        <thead><tr>${heads(file).map(name=>html`<th key=${name} scope="col">${words[name]??file[name]}</th>`)}</tr></thead>
        <tbody>${file.rows.map(row=>html`<${Row2} key=${row.key+row.what} row=${row} words=${words} desk=${desk} isOld=${file.is_old} />`)}</tbody></table></div>`}
      ${file.can&&html`<${Decide} file=${file} words=${words} desk=${desk} />`}
      <p class="plc-below"><${Button} onClick=${()=>desk.send({panel:"take_in",do:"away"})}>${words.away}<//></p>
    </section>`}
  </div>`}function Rows({periods,words}){const mark=minutes=>minutes==="↑"?html`<span title=${words.joined} aria-label=${words.joined}>↑</span>`:minutes;return periods.rows.map((row,i3)=>html`<tr key=${i3}>
    <td>${row.time}</td><th scope="row">${row.activity}</th><td>${row.speaker}</td><td class="plc-amount">${row.minutes}</td>
    ${row.counts.map(([minutes,count],n3)=>html`<td key=${`m${n3}`} class="plc-amount">${mark(minutes)}</td>
      <td key=${`c${n3}`} class="plc-amount">${count}</td>`)}
  </tr>`)}function Workings({view}){const{words,periods}=view;if(periods.rows.length===0)return html`<section aria-label=${words.periods}><h3>${words.periods}</h3><p>${words.no_timetable}</p></section>`;return html`<section class="plc-workings" aria-label=${words.periods}>
    <table class="plc-table">
      <caption>${words.periods}</caption>
      <thead>
        <tr>${["time","activity","speaker","minutes"].map(name=>html`<th key=${name} scope="col" rowspan="2" class=${`plc-col-${name}`}>${words[name]}</th>`)}
          ${periods.heads.map(head=>html`<th key=${head} scope="colgroup" colspan="2">${head}</th>`)}</tr>
        <tr>${periods.heads.flatMap(head=>[html`<th key=${`${head}m`} scope="col">${words.counted}</th>`,html`<th key=${`${head}c`} scope="col">${words.count}</th>`])}</tr>
      </thead>
      <tbody><${Rows} periods=${periods} words=${words} /></tbody>
      <tfoot><tr><th scope="row" colspan="4">${words.total}</th>
        ${periods.totals.map((total,n3)=>html`<td key=${n3} class="plc-amount" colspan="2">${total}</td>`)}</tr></tfoot>
    </table>
    <table class="plc-table plc-ways">
      <caption>${words.ways}</caption>
      <thead><tr>${["policy","reading","count","fees"].map(name=>html`<th key=${name} scope="col">${words[name]}</th>`)}</tr></thead>
      <tbody>${periods.ways.map((way,i3)=>html`<tr key=${i3}><th scope="row">${way.title}</th><td>${way.reading}</td>
        <td class="plc-amount">${way.periods}</td><td class="plc-amount">${way.fees}</td></tr>`)}</tbody>
    </table>
  </section>`}var MOST_OPEN=3;var SURE={read:["✓","plc-good"],secondary:["○",""],unverified:["!","plc-warning"]};var plain=words=>words.normalize("NFKC").toLowerCase();function matching(cards,wish){const words=plain(wish).split(/\s+/).filter(Boolean);if(words.length===0)return cards;return cards.filter(card=>{const said=plain(Object.values(card).join(" "));return words.every(word=>said.includes(word))})}function Source3({card,words}){if(!card.url||card.stated)return card.source;return html`<a href=${card.url} target="_blank" rel="noopener noreferrer" title=${words.open}>${card.source} ↗</a>`}function Card({card,words,isOpen}){const facts=[[words.source,html`<${Source3} card=${card} words=${words} />`],[words.since,(card.since||words.unknown)+(card.until?` (${words.until} ${card.until})`:"")],[words.confidence,html`<span class=${SURE[card.sure][1]}>${SURE[card.sure][0]} ${card.confidence}</span>`],[words.checked,card.checked],[words.severity,card.severity],[words.remedy,card.remedy],[words.binds,card.binds],...card.note?[[words.note,card.note]]:[]];return html`<li class="plc-rule"><details open=${isOpen}>
    <summary><strong>${card.title}</strong> <span class="plc-value">${card.value}${card.unit&&html` <small>(${card.unit})</small>`}</span>
      ${(card.sure==="unverified"||card.due)&&html` <span class="plc-warning">! ${card.confidence}</span>`}</summary>
    <dl>${facts.map(([name,fact])=>html`<div key=${name}><dt>${name}</dt><dd>${fact}</dd></div>`)}</dl>
  </details></li>`}function Day({name,day,label,words,desk}){const id=desk.name("rules",name);return html`<span class="plc-field"><span class="plc-hint" aria-hidden="true">${label}</span>
    <${Typed} id=${id} text=${day.raw} label=${label} fault=${day.wrong} desk=${desk} placeholder=${words.hint} title=${words.hint}
      list=${desk.name("rules-days")} commit=${text=>desk.send({panel:"rules",do:name,text})} /></span>`}function Cards({view,desk}){const{words}=view;const[wish,look]=d2("");const groups=view.groups.map(group=>({...group,found:matching(group.cards,wish)}));const count=name=>groups.reduce((sum,group)=>sum+group[name].length,0);const found=count("found");return html`<section aria-label=${words.cards}>
    <p class="plc-below">
      <${Day} name="on" day=${view.on} label=${words.on} words=${words} desk=${desk} />
      ${!view.on.is_own&&html`<${Button} onClick=${()=>desk.send({panel:"rules",do:"on",text:""})}>${words.own}<//>`}
      <span class="plc-field"><label for=${desk.name("rules-search")}>${words.search}</label>
        <input id=${desk.name("rules-search")} type="text" autocomplete="off" onInput=${event=>look(event.target.value)}
          onKeyDown=${event=>event.stopPropagation()} /></span>
      <span class="plc-hint" role="status">${filled(words.found,{number:found,all:count("cards")})}</span>
    </p>
    ${groups.filter(group=>group.found.length>0).map(group=>html`<details key=${group.title+Boolean(wish)} class="plc-group" open=${group.open||wish!==""}>
      <summary><h3>${group.title} (${group.found.length})</h3></summary>
      <ul class="plc-rules">${group.found.map(card=>html`<${Card} key=${card.id} card=${card} words=${words}
        isOpen=${wish!==""&&found<=MOST_OPEN} />`)}</ul>
    </details>`)}
  </section>`}function Changes2({view,desk}){const{words}=view;return html`<section class="plc-changes" aria-label=${words.changes}>
    <h3>${words.changes}</h3>
    <p class="plc-below"><span>${view.on.day} →</span>
      <${Day} name="against" day=${view.against} label=${words.against} words=${words} desk=${desk} /></p>
    ${view.changes.length===0?html`<p>${words.none}</p>`:html`<table class="plc-table"><caption>${view.on.day} → ${view.against.day}</caption>
      <thead><tr><th scope="col">${words.rule}</th><th scope="col">${view.on.day}</th><th scope="col">${view.against.day}</th></tr></thead>
      <tbody>${view.changes.map(([title,before,after])=>html`<tr key=${title}><th scope="row">${title}</th><td>${before}</td><td>${after}</td></tr>`)}</tbody></table>`}
  </section>`}function Rules2({model,desk}){const view=useTrait(model,"rules");if(!view?.words)return null;return html`<div class="plc-rulebook">
    <datalist id=${desk.name("rules-days")}>${view.days.map(day=>html`<option key=${day} value=${day} />`)}</datalist>
    <${Cards} view=${view} desk=${desk} />
    <${Changes2} view=${view} desk=${desk} />
    <${Workings} view=${view} />
  </div>`}var TABS={findings:Findings,proposals:Proposals,scenarios:Scenarios,comparison:Comparison,history:History,picture:Picture,settings:Settings,export:Export,take_in:TakeIn,rules:Rules2};function Tab({name,isChosen,choose,model,desk,go}){const title=useTrait(model,"titles")?.[name]??name;return html`<button type="button" role="tab" id=${desk.name("tab",name)} class="plc-tab" aria-selected=${isChosen?"true":"false"}
    aria-controls=${desk.name("panel",name)} tabindex=${isChosen?0:-1} onClick=${choose} onKeyDown=${go}>${title}</button>`}function Tabs({names,isStacked,tab,setTab,model,desk,root}){const shown=isStacked?names:names.filter(name=>name===tab);const titles=useTrait(model,"titles")??{};A2(()=>{desk.send({panel:"desk",do:"show",panels:shown})},[shown.join()]);if(names.length===0)return null;const Part=name=>html`<${TABS[name]} model=${model} desk=${desk} root=${root} />`;if(isStacked){return names.map(name=>html`<section key=${name} id=${desk.name("part",name)} class="plc-panel plc-part-of" aria-label=${titles[name]}><h3>${titles[name]}</h3>${Part(name)}</section>`)}const go=event=>{const by={ArrowLeft:-1,ArrowRight:1}[event.key];event.stopPropagation();if(!by)return;const next=names[(names.indexOf(tab)+by+names.length)%names.length];setTab(next);root.querySelector(`#${desk.name("tab",next)}`)?.focus()};return html`<div class="plc-tabs plc-part-of" id=${desk.name("part",tab)}>
    <div role="tablist" class="plc-tablist">${names.map(name=>html`<${Tab} key=${name} name=${name} isChosen=${name===tab}
      choose=${()=>setTab(name)} model=${model} desk=${desk} go=${go} />`)}</div>
    <div role="tabpanel" id=${desk.name("panel",tab)} aria-labelledby=${desk.name("tab",tab)} class="plc-panel" tabindex="-1">${tab&&Part(tab)}</div>
  </div>`}var TABLES={timetable:Timetable,budget:Budget};var LEAVING=["beforeunload","plc-leaving"];function Page({model,root}){const desk=w2(()=>makeDesk(model,root),[model,root]);const panels=useTrait(model,"panels");const fault=useTrait(model,"fault");const lost=useTrait(model,"lost");const[notSaved,setLost]=d2(null);const tables=panels.filter(name=>name in TABLES);const others=panels.filter(name=>name in TABS);const[tab,setTab]=d2(others[0]);desk.has=name=>panels.includes(name);desk.tab=name=>{if(others.includes(name))setTab(name);requestAnimationFrame(()=>{root.style.setProperty("--plc-bar",`${root.querySelector(".plc-bar").offsetHeight}px`);root.querySelector(`#${desk.name("part",name)}`)?.scrollIntoView({block:"start"})})};A2(()=>{const look=()=>desk.send({panel:"desk",do:"look"});const lookFirst=()=>desk.send({panel:"desk",do:"look",first:true});window.addEventListener("focus",look);const hear=event=>setLost(event.detail);root.addEventListener("plc-lost",hear);const leave=event=>{if(!desk.isUnsaved())return;event.preventDefault();event.returnValue="?"};LEAVING.forEach(kind=>window.addEventListener(kind,leave));lookFirst();const name=planOfAddress();if(name&&name!==model.get("bar")?.name)desk.send({panel:"desk",do:"open",name});return()=>{desk.stop();window.removeEventListener("focus",look);root.removeEventListener("plc-lost",hear);LEAVING.forEach(kind=>window.removeEventListener(kind,leave))}},[desk]);return html`
    <${Bar} model=${model} desk=${desk} />
    ${panels.includes("conflict")&&html`<${Conflict} model=${model} desk=${desk} />`}
    ${notSaved&&html`<div class="plc-fault" role="alert">${lost}<ul>${notSaved.map((one,i3)=>html`<li key=${i3}>${one}</li>`)}</ul></div>`}
    ${fault&&html`<p class="plc-fault" role="alert">${fault}</p>`}
    ${tables.length>0&&html`<div class="plc-tables">
      ${tables.map(name=>html`<${TABLES[name]} key=${name} model=${model} desk=${desk} root=${root} />`)}</div>`}
    <${Tabs} names=${others} isStacked=${tables.length===0} tab=${tab} setTab=${setTab} model=${model} desk=${desk} root=${root} />`}var page_default={render({model,el}){const root=document.createElement("div");root.className="plc-page";root.lang=model.get("language")==="en"?"en":"zh-Hant-TW";root.dataset.lmSuppressShortcuts="true";model.on("change:language",()=>{root.lang=model.get("language")==="en"?"en":"zh-Hant-TW"});el.appendChild(root);Q(html`<${Page} model=${model} root=${root} />`,root);return()=>Q(null,root)}};export{page_default as default};
