/**
 * Plain English of our own, for models to learn before they code a short text: first frequent words with their endings,
 * then the ways they follow each other in manuals, reports, encyclopedias, letters and stories. What comes last is
 * remembered best. Its bytes are part of the format: a change is a new prior with a new name (FORMAT.md).
 */
export const TEXT = `able about above absence absolute accept accepted accepting access accident according account achieve acquired across action active activity actual actually added adding addition additional address advantage advice affair afraid after afternoon again against age agency ago agree agreed agreement ahead air allow allowed allowing almost alone along already also although altogether always among amount analysis ancient and anger animal announced another answer answered anxious any anybody anyone anything apart apparently appear appearance appeared application applied appointed approach appropriate area argument arm army around arrange arrangement arrival arrived article artist ashamed aside asked asking associated association assume attached attack attempt attention attitude audience author authority available average avoid awake aware away
back background balance band bank base based basic basis battle beautiful beauty became because become becoming bed been before began begin beginning behind being belief believe believed belong below beneath beside besides best better between beyond bird birth bit black blood blue board body book border born both bottom bought boy branch bread break breath bridge brief bright bring bringing broad broken brother brought brown build building built burning business busy but buy calculated call called calling calm came campaign capable capital captain car care careful carefully carried carry case cast cat catch caught cause caused center central century certain certainly chair chance change changed changes character charge chief child children choice choose chosen church circle circumstances cities citizen city civil claim class clean clear clearly close closed clothes coast cold collection college color column combination come comes comfort coming command comment commercial commission committee common community company compare comparison complete completed completely complex computer concern condition conditions conduct conference confidence connection conscious consequence consider considerable consideration considered consist consists constant contain contained containing contains content continue continued contract contrary contribution control conversation copy corner correct cost could council count country course court cover covered create created creation creature cried critical cross crowd cultural culture current custom cut
daily damage danger dangerous dark data date daughter day days dead deal dear death debate decade decide decided decision declared deep defense degree delay deliver demand department depend depends depth derived describe described description desert design designed desire despite detail details determined develop developed development device died difference different differently difficult difficulty dinner direct directed direction directly director disappeared discover discovered discovery discuss discussion disease distance distinct distribution district divided division doctor document does dog doing dollars domestic done door double doubt down dozen draw drawing drawn dream dress drew drive driven dropped due during duty each eager ear earlier early earth easily east easy eat economic economy edge edition editor education effect effective effort eight either election electric element else emperor empire employed empty encourage end ended enemy energy engine english enjoy enormous enough enter entered entire entirely entrance equal equipment error escape especially essential establish established estimated even evening event events ever every everybody everyone everything everywhere evidence evil exact exactly example excellent except exchange excited exercise exist existence existing expect expected expense expensive experience experiment explain explained explanation express expressed expression extent extra extreme extremely eye eyes face facing fact factor facts fail failed failure fair fairly faith fall fallen false familiar family famous far farm fashion fast father favor fear feature features federal feel feeling feet fell felt female few field fifteen fifth fifty fight figure figures file fill filled film final finally financial find finding fine finger finished fire firm first fish fit five fixed flat flight floor flow flower fly follow followed following food foot force forced foreign forest forget form formal formed former forth fortune forward found foundation four fourth frame free freedom frequently fresh friend friendly friends from front full fully function further future
gain game garden gate gather gathered gave general generally generation gentle gentleman get getting gift girl give given gives giving glad glass global goal god going gold gone good goods got government governor gradually grand grant grass gray great greater greatest greatly green grew ground group groups grow growing growth guard guess guide habit had half hall hand handle hands happen happened happy hard hardly has hat have having head health hear heard heart heat heavy height held help helped hence her here herself hidden high higher highest highly hill himself his historical history hold holding hole home honor hope horse hospital hot hotel hour hours house household how however huge human hundred hundreds husband idea ideas identity image imagination imagine immediate immediately importance important impossible impression improve improvement inches include included includes including income increase increased increasing indeed independence independent index indicate indicated individual industrial industry influence information inhabitants inside instance instead institution instrument intelligence intended intention interest interested interesting internal international into introduced invention investigation invited involved iron island issue issued item itself join joined journey joy judge judgment just justice keep keeping kept kind king kingdom kitchen knew know knowing knowledge known
labor lack lady land language large largely larger largest last late later latter laugh laughed laughing law laws lay lead leader leaders leading learn learned least leave leaves leaving led left legal length less lesson let letter letters level liberty library lie life light like liked likely limit limited line lines list listen literature little live lived lives living local located location long longer look looked looking looks lord lose loss lost lot loud love loved low lower luck machine made main mainly maintain major majority make makes making male man manage manager manner many map march mark market married mass master material matter matters may maybe meaning means meant measure measures medical meet meeting member members memory men mental mentioned merely message met metal method methods middle might mile miles military million mind mine minister minor minute minutes miss mistake mixed model modern moment money month months moon moral more moreover morning most mother motion mountain mountains mouth move moved movement moving much murder music must myself mystery name named namely names narrow nation national native natural naturally nature near nearby nearly necessary neck need needed needs neighbor neither never nevertheless new news newspaper next nice night nine nobody noise none nor normal north northern nose note noted nothing notice noticed notion novel now number numbers numerous object objects observation observed obtain obtained obvious obviously occasion occasionally occupied occur occurred ocean off offer offered office officer officers official often oil old older once one ones only onto open opened opening operate operation opinion opportunity opposite order ordered orders ordinary organization organized origin original originally other others otherwise ought our ourselves out outside over own owner
page paid pain paint painted painting pair paper paragraph parent parents park part particular particularly parties partly parts party pass passage passed passing passion past path patient pattern pay payment peace people per perfect perfectly perform performance perhaps period permission permit permitted person personal persons phrase physical piece pieces place placed places plain plan plane plans plant plants play played player playing pleasant please pleased pleasure plenty pocket poem poet point pointed points police policy political politics poor popular population position positive possession possibility possible possibly post pounds power powerful powers practical practically practice prepared presence present presented president press pressed pressure pretty prevent previous previously price pride priest primarily prince princess principal principle print printed prison private probably problem problems procedure proceed process produce produced product production professional professor program progress project promise promised proof proper properly property proportion proposed protect protection proved provide provided provides public published pull purpose put quality quantity quarter queen question questions quick quickly quiet quietly quite race radio rain raise raised ran range rapid rapidly rare rate rather reach reached read reader reading ready real reality realize really reason reasonable reasons received recent recently recognize record recorded red reduce reduced refer reference referred refused regard regarded regarding region regular related relation relations relationship relative relatively release released relief religion religious remain remained remaining remains remarkable remember remembered remove removed repeat repeated replied reply report reported represent representative represented republic request require required research resistance respect response responsibility responsible rest result results return returned returning rich ride right rights ring rise rising river road rock role roof room rooms root rose rough round row royal rule rules run running
safe safety said sail sake sale salt same sat save saved saw say saying says scale scarcely scene school science scientific scientist sea search season seat second secondary secret secretary section secure security see seeing seek seem seemed seems seen seldom self sell send sense sent sentence separate series serious seriously servant serve served service services session set setting settled seven several severe shadow shape share sharp she ship ships shoes short should shoulder shoulders show showed showing shown shows shut sick side sides sight sign signal significant silence silent silver similar simple simply since single sir sister sit site sitting situation six size skill skin sky sleep slight slightly slow slowly small smile smiled smoke snow social society soft soil sold soldier soldiers solid solution some somebody somehow someone something sometimes somewhat somewhere son song soon sorry sort soul sound source sources south southern space speak speaking special species specific speech speed spent spirit spite spoke spoken spot spread spring square staff stage stand standard standing star start started state stated statement states station stay stayed step steps still stock stone stood stop stopped store stories storm story straight strange stranger stream street strength strict strike strong structure struck struggle student students studied studies study style subject subjects substance succeeded success successful such sudden suddenly suffered sufficient suggested suitable summer sun supplied supply support supported suppose supposed sure surely surface surprise surprised surrounded survey sweet system systems table take taken takes taking talk talked talking tall task taste taught tax teacher teaching team tears technical technique technology teeth tell telling temperature ten tend term terms terrible territory test text than thank that their them themselves then theory there therefore these they thick thin thing things think thinking third thirty this those though thought thoughts thousand thousands three threw through throughout throw thrown thus time times tired title today together told tomorrow tone tongue tonight too took top total touch touched toward towards town track trade tradition traditional train training translation transport travel treated treatment tree trees trial tribe trip troops trouble true truly trust truth try trying turn turned turning twelve twenty twice two type types typical under understand understanding understood union unit united units unity universal university unknown unless until unusual upon upper used useful user uses using usual usually value values variety various vast version very vessel victory view village violence visible vision visit visited voice volume vote wait waited waiting walk walked walking wall walls want wanted war warm was wash watch watched watching water wave way ways weak wealth weapon wear weather week weeks weight well went were west western what whatever wheel when whenever where whether which while white who whole whom whose why wide widely wife wild will willing wind window windows wine winter wisdom wise wish wished with within without witness woman women wonder wonderful wood wooden word words wore work worked workers working works world worse worth would wounded write writer writing written wrong wrote yard year years yellow yesterday yet yield you young younger your yourself youth

1. Introduction

This document describes how the program is installed, how it is used, and what to do when something goes wrong. It is written for users who have some experience with the command line; no knowledge of programming is required. See the file README for a list of changes, and the section "Known problems" below before you send a report.

The following options are available. If an option is given more than once, the last one is used. If no file is specified, or if the name of the file is "-", the standard input is read and the result is written to the standard output. The default value is shown in brackets. This option has no effect unless the previous one has been set. For example, the following command will print the name of each file in the current directory, one per line:

    program --list --size=100 file.txt > output.txt

  * The first argument must be the name of an existing file or directory.
  * The number of lines should not be greater than the maximum number that is allowed.
  * If the value is not valid, an error message is displayed and the exit status is set to 1.

NOTE: You must not change the contents of this directory while the process is running. Otherwise the data may be lost. In order to use this function, you will need to add the path to the configuration file and then start the service again. By default, all of the messages are written to the log file, which can be found in the same directory. The function returns the number of bytes that were read, or zero at the end of the file. It is possible to specify more than one type at the same time, as long as they are separated by a comma. When the connection has been closed by the other side, the server will try to connect again after a short period of time.

2. Terms and conditions

Permission to use, copy, or distribute the work is subject to the conditions of this section. "You" means any person or organization that exercises any of the rights under this agreement. You may make copies of the material, in whole or in part, provided that each copy contains this notice, and that any changes are clearly marked as such. No part of these terms shall be read as a grant of any other right. To the extent permitted by law, the work is provided as it is, without any kind of warranty, either express or implied, and in no event shall the author or the owner be liable for any loss or damage that arises out of the use of it, even if they have been told of the possibility of such damage. If any part of this agreement is held to be invalid, the rest of it shall remain in effect. Any party who receives a copy, whether from the original author or from somebody else, receives it under the same terms.

Abstract. In this paper we present a new method for the analysis of large sets of data. We show that the results are better than those of previous work, and that the method can be applied to a number of other problems. The rest of this paper is organized as follows: Section 2 gives an overview of related work; Section 3 describes the model; in Section 4 we discuss the results (see Table 1 and Figure 2), and Section 5 concludes. On the one hand, the difference between the two groups was not significant; on the other hand, the effect was found in each of the three experiments, i.e., it did not depend on the size of the sample. It has been suggested that the increase is due to changes in temperature, but there is little evidence for this. As a result of these observations, it is likely that both of these factors play an important role. However, further research is needed.

The city is located in the northern part of the country, on the west bank of the river, about 40 km (25 miles) south of the border. According to the census of 2001, it had a population of 12,500. It is the capital and the largest city of the province, and one of the oldest towns in the region. It was founded in the 12th century by the king's brother, and during the Middle Ages it was an important center of trade between the coast and the mountains. After the end of the First World War it became part of the new republic. The town was almost completely destroyed in the Second World War, and was rebuilt between 1946 and 1955. Today it is known for its university, its museum of natural history, and the old church of St. Mary, which was built from 1340 to 1412. The economy of the area is based on agriculture, the production of paper and electronics, and, since the 1980s, on tourism.

He was born on 14 March 1862 in London, England, the second son of a doctor, and died on October 3, 1931, in New York. He studied law and mathematics at the University of Paris from 1880 until 1884, where he met his wife, Anna, the daughter of a German professor. In 1890 he was appointed director of the National Library. His most famous book, "The Language of the People", was published in 1897; it has been translated into more than twenty languages. Among his other works are several novels, a history of the United States, and a number of articles on American and British politics. He was elected a member of the Academy in 1905, and was awarded the Gold Medal of the Royal Society for his contributions to the theory of numbers. He is often regarded as one of the founders of modern social science, although many of his ideas were not accepted until after his death.

A cell is the smallest unit of life that can exist on its own. The term is also used in a number of other fields; for other uses, see below. There are two main types of cells: those with a nucleus, such as the cells of plants and animals, and those without one, such as bacteria. In general, the size of a cell is between 1 and 100 micrometers. In physics, energy is the ability to do work; it can neither be created nor destroyed. Water (H2O) consists of hydrogen and oxygen, and at normal pressure it boils at a temperature of 100 degrees. The species is found in the forests of South America, Africa, and Southeast Asia, from sea level up to an altitude of 1,800 m. The adult male is larger than the female, with a long tail, a white breast, and dark brown wings. It feeds mainly on insects, seeds, and fruit. The eggs are laid in May or June.

LONDON, Monday -- The government said yesterday that it would not change its position on the new tax law, despite strong criticism from business leaders and members of the opposition. "We have made our decision, and we are going to stand by it," the prime minister told reporters after a meeting with the president of the European Commission. "There is no doubt that this is in the interest of the whole country." A spokesman for the party said that the plan would cost the average family more than $500 a year. Shares fell by 2.5 percent on Tuesday, the largest drop since last September, while the price of oil rose to $78.40 a barrel. The company announced that it expected sales of about 3.2 million dollars in the first quarter of next year, up from 2.9 million in the same period a year ago. Police are looking for a man in his early thirties who was seen near the bank on Friday night. He is described as tall, with short dark hair, and was wearing a blue jacket. Two people were killed and at least fifteen were injured when a train hit a truck near the station shortly after 8 a.m. According to officials, the cause of the accident is still under investigation. The team won the game 3-1 and will play in the final on Saturday, December 12, 2009. It's the first time in ten years that they've made it this far. "I can't believe it," said the coach. "I'm really proud of these guys. They didn't give up, and that's what counts."

From: Mary Smith <mary@example.com>
To: John Brown <john@example.org>
Date: Thu, 21 Jan 2010 09:15:30 +0100
Subject: Re: Meeting next week

Hi John,

Thanks a lot for your mail. I'm sorry that I haven't answered earlier; I was away for a couple of days and there was just too much to do. Yes, Wednesday at ten would be fine with me. I don't think we'll need more than an hour or two. Could you please let me know whether Peter and Susan are going to be there as well? If you have any questions, feel free to call me at the office, or send me an e-mail. By the way, I've attached the latest version of the report. What do you think of the third chapter? I'd like to hear your opinion before we show it to anybody else.

> As far as I know, we can't use the old system anymore, because it
> doesn't work with the new one. Isn't there another way to do this?

You're right, it won't work. But I guess that we could get rid of it, if that's what you want. It shouldn't be too hard, should it? Let's talk about it when I get back.

Best regards,
Mary

Dear Sir or Madam,

I am writing to you with regard to your letter of the 5th of February, in which you were kind enough to offer me the position of assistant secretary. It is with great pleasure that I accept. I have always wished to work for a company such as yours, and I shall do my best to deserve the confidence that you have placed in me. I look forward to hearing from you.

Yours sincerely,
Robert J. Williams

CHAPTER I.

It was a cold evening in November, and the wind had been blowing from
the north since early in the morning. The old man sat by the fire with
a book upon his knees, but he was not reading. From time to time he
lifted his head and looked toward the window, as though he had heard
something; then he shook it slowly and turned back to the fire. There
was nobody in the house except himself and the dog, and it seemed to
him that there never would be again.

At last there came a knock at the door.

"Who is it?" he cried. "Who's there?"

"It is only I, sir," answered a voice from the outside. "I have a
letter for you, from Mr. Thomas. He told me to give it to you myself,
and not to go away until you had read it."

"Come in, come in!" said the old man; and he rose to his feet with some
difficulty and opened the door. A boy of about fifteen was standing
there in the rain. His face was pale, his hair was wet, and he had
neither hat nor coat. "My dear child," the old man exclaimed, "you must
have come all the way on foot! Sit down by the fire, and do not say
another word until you are warm."

The boy did as he was told. He looked about the room with large eyes,
and it was plain that he did not know what to make of it. On one side
of it there were shelves full of books, which reached from the floor to
the ceiling; on the other were two windows that looked out upon the
garden and the road beyond. In the middle stood a great round table,
covered with papers, letters, maps, and little boxes of every kind.

"Well," said the old man, when he had read the letter through, "this is
very strange. I should never have thought it possible. Do you know what
is in it?"

"No, sir," replied the boy. "He didn't tell me, and I did not ask him."

"Then I will tell you," said the other, "for it concerns you as much as
it does me. Your father is alive."

For a moment there was no sound but that of the rain upon the roof. The
boy had grown as white as a sheet. He tried to speak, but he could not;
he put his hand to his heart, and the tears came into his eyes.

"Are you sure?" he said at length, in a low voice. "Are you quite sure
of it? They said that he was dead. They told my mother so, and she
believed it till the day of her death. Oh, why did he not come home?
Why didn't he write to us?"

"I do not know," said the old man gently; "but I think that we shall
find out before long. It is now three years since his ship went down,
is it not? He must have been among those who were saved. He was taken
to an island in the south, and from there, I suppose, there was no way
of sending us any news. But what does it matter? He is alive, and he
will be here in a week or two, if all goes well."

Now, you must know that the two of them had not always been friends. In
those days it was said in the village that old Mr. Carter had more money
than any other man for miles around, and that he would rather have lost
his right hand than give a penny of it to the poor. If the children
passed by his gate, they would run as fast as they could; and when he
walked down the street on Sunday, with his stick in his hand and his
black dog at his side, people would stop talking until he had gone by.
No one could have told you why they were so much afraid of him, for he
had never done them any harm; but so it was, and so it had been for as
long as anyone could remember.

The first of them who had ever spoken to him was the boy. It happened in
this way. One day in the spring, as he was coming home from school along
the edge of the wood, he saw the old man sitting under a tree at the side
of the road. He would have turned and run away, but there was something
in his face that made him stop. "Can I help you, sir?" he asked; and from
that hour everything was changed. They talked of the sea and the stars,
of the kings and queens of long ago, of what was right and what was wrong.
The more the boy heard, the more he wanted to know; and little by little
he began to see that this was not a bad man at all, but only a lonely one.

"What are you thinking about?" the old man asked him after a while. "You
have not said anything for the last ten minutes."

"I was thinking," said the boy, "that I must go and tell my sister. She
ought to know it as soon as possible. She won't believe me, of course;
she'll say that I have been dreaming." And he laughed for the first time,
though his eyes were still full of tears.

"You shall do nothing of the kind," said Mr. Carter. "It is too late, and
it is much too dark. We will go to her together, you and I, the first
thing in the morning. And now let us have something to eat; for there is
nothing in the world that makes one so hungry as good news."

So they sat down at the table and ate and drank, and the fire burned
brighter than it had for many a year. The next day, when the sun came up
over the hills, the rain was gone, and the whole of the valley lay before
them in the light.
`;
