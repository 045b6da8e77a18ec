/**
 * Plain English of our own, for models to learn before they code a short text: first frequent words that the rest
 * leaves out, then the ways words follow each other in manuals, reports, encyclopedias, letters and stories. What comes
 * last is remembered best. Its bytes are part of the format: a change is a new prior with a new name (FORMAT.md).
 */
export const TEXT = `able above absence absolute accepting access account achieve acquired across action active activity actual actually added adding addition additional address advantage advice affair afternoon against age agency agreed ahead allow allowing alone already altogether ancient anger animal anxious apart apparently appearance appeared application appropriate arm arrange arrangement arrived article artist ashamed aside asking associated association assume attack attempt attention attitude audience authority avoid awake aware background balance base basic basis beauty becoming bed begin behind being belief belong beneath beside besides bird birth bit blood board body bottom bought branch bread break breath bridge brief bright bring bringing broad broken brought build building burning busy buy
calculated called calling calm campaign capable captain car care careful carefully carried carry cast cat catch caught central certain certainly chair chance character charge chief choice choose chosen circumstances cities citizen claim class clear close clothes collection college color column combination comes comfort comment commercial committee common community compare comparison complete completed complex concern condition conduct conference conscious consider consideration considered consist contain contained containing continue continued contract contrary contribution conversation corner count court cover creation creature critical cross crowd cultural custom cut
daily danger dangerous deal decide decided deep defense degree delay deliver demand depends depth derived describe description desert design designed desire detail details determined develop developed development device differently difficult dinner direction disappeared discover discovery discussion distinct distribution district division doing domestic double dozen draw drawing drawn dream dress drew drive driven dropped
eager ear easily edition editor effective effort election electric element employed encourage ended enemy engine english enjoy enormous enter entered entire entirely entrance equal equipment escape especially essential establish established estimated events everyone everywhere evil exact exactly exchange excited existence expense expensive experiment explain explained explanation expressed expression extra extreme extremely eye facing fact factor facts fail failed failure fair fairly faith fall fallen false familiar farm fashion favor fear feature federal feeling felt few field fifth fifty fight figures fill filled finally financial finding finger firm fish fit fixed flat flight flow flower fly force forced foreign forest forget form formal formed forth fortune foundation fourth frame freedom frequently friend front fully future
gain gather gathered gave generally generation gentle gentleman gift girl giving glad glass global goal god goods got governor gradually grand grass gray greatest greatly green grew ground group grow growing guard guide habit half hall handle hands happen happy having health heat heavy height helped hence herself hidden high highest hill historical hold holding hole honor hope horse hospital hot hotel hours household huge human hundred hundreds husband
idea identity image imagination imagine immediate immediately importance impossible impression improve improvement inches included includes including income increasing indeed independent index indicate indicated individual industrial industry influence information inside instance instead institution instrument intelligence intended intention interested interesting internal international invention invited involved iron issue issued item itself join journey joy judge judgment justice keeping kept knew knowing labor lack lady largely latter laugh laughing laws lead leader leading learned leave leaving led left legal lesson liberty lie liked limit limited listen literature living local location looks lord lose loud loved luck
machine maintain major making manage manager manner map mark market married mass master matters maybe meaning meant measure measures medical meet mental mentioned merely metal methods mile military mind mine minor minute miss month months moon moral moreover motion mountain mouth move moved movement moving murder mystery named namely names narrow naturally nature nearby neck neighbor newspaper nice nine noise none nose noted noticed notion novel numerous object objects observation obtain obtained obvious obviously occasion occasionally occur occurred ocean off offered officer officers official older ones onto open opening operate operation opportunity opposite ordered orders ordinary origin originally ourselves
paid paint painted painting pair paragraph parent parents park particular particularly parties partly parts pass passage passing passion patient pattern payment perfectly perform performance perhaps permit personal persons phrase physical piece pieces place places plane plans plant played player playing pleasant pleased pocket poem poet pointed points policy political positive possession possibly post pounds power powerful powers practical practically practice prepared presence presented press pressed pretty prevent previously pride priest primarily prince princess principal principle printed prison private probably procedure proceed produce produced product professional progress promise promised proof proper properly property proportion proposed protection proved provide provides public pull purpose quantity queen quick quickly quietly
race radio raise raised ran range rapid rapidly rare rate reach reader ready real reality realize reason reasonable reasons recent recently recognize record recorded red reduced refer reference referred refused regarding relation relations relationship relative relatively release relief religion remaining remains remarkable remembered remove removed repeat repeated reply reported represent representative represented request require resistance respect response responsibility responsible return returned returning ride ring rise rising rock root rough row rule
safe safety sail sake sale saying says scale scarcely scene scientific scientist search season seat secret secure security seeing seek seem seems seldom self sell sense sent sentence separate series serious seriously servant serve served services session setting settled seven severe shadow shape sharp ships shoes shoulder shoulders showed showing shows shut sick sight sign signal silence silent silver similar single situation skill skin sky sleep slight slightly slow smile smiled smoke snow soft soil soldier solid solution somehow someone sometimes somewhat somewhere song sort soul source sources southern speaking specific speech spirit spite spoke spot spread square stage star stated statement stay steps stock stone stopped store stories storm straight stranger stream strength strike structure struck study style subjects substance succeeded success successful sudden suddenly suffered sufficient suitable supplied supply supported supposed surely surface surprise surprised surrounded survey sweet systems
takes taking task taste taught teacher teaching technical technique technology teeth telling tend territory test text thank themselves thick thin thoughts threw throw thrown thus times tired title tomorrow tone tongue tonight took total touch touched towards track tradition training translation transport travel treated trees trial tribe trip troops trouble true truly trust truth trying turn turning twelve twice understand understanding understood union units unity universal unknown unusual upper useful using usual
values variety various vast vessel victory violence visible vision visit visited vote wait waited waiting walking wall walls wash watch watched watching wealth weapon wear weather weight whatever wheel whenever whom whose wide widely wild willing wine winter wisdom wise witness women wonder wonderful wooden words wore worked workers working worse worth wounded writer wrote yard yellow yet yield younger yourself youth

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

Getting started. First of all, make sure that you have the latest version of the software on your computer; if you don't, you can download it for free from our web site. In this chapter you will learn how to create a simple project, how to add your own content, and how to share it with other people. We'll use a small example throughout the book, so that you can follow along step by step. Let's take a closer look at each of these features. Note that there are several different ways to do this, depending on your needs. Once you've finished, you should see something like the following on your screen. If that's not the case, don't worry: most of the time the problem is simply that one of the required files is missing, or that its name is wrong. Click on the button at the top of the page in order to save your changes. What happens when a user enters the wrong password? How do we know whether the input is correct? In the rest of this section, we will try to answer questions like these. As you might expect, the second approach is usually faster, but it also uses more memory. That is why it's better to keep things as simple as possible and to write tests for every part of the code.

The history of the region goes back more than three thousand years. Before the arrival of the first European settlers, the land was occupied by native tribes, who lived by hunting and fishing along the rivers and lakes. In 1534 the island was discovered by Spanish explorers, and for the next two centuries it remained under the control of the Spanish Empire. After a long and terrible struggle, the nation declared its independence in 1821, and a new constitution was introduced in the following year. During the Civil War the western provinces remained loyal to the emperor, while the army in the east joined the revolution. Thousands of soldiers and citizens lost their lives in the battle that followed. The peace treaty was signed in May 1871, and as a consequence the former kingdom was divided into eight districts, each with its own council and courts. Slavery was not abolished until the 19th century. The majority of the inhabitants are Roman Catholic; there are also large Protestant, Jewish, and Muslim communities. Their traditional culture, language, and religious beliefs have survived to the present day, although they are under strong pressure from the modern world.

The disease is caused by a virus, and it usually spreads from person to person through direct contact or through the air. Typical symptoms include fever, headache, and muscle pain; they appear within five to ten days and may last for several weeks. In most cases no special treatment is necessary, and patients recover completely. Children under six and adults over sixty-five are at higher risk. Studies have shown that regular exercise and a balanced diet, with plenty of fresh vegetables and less sugar, salt, and fat, can reduce the risk of heart disease. Light is an electromagnetic wave; its speed in empty space is about 300,000 kilometers per second, and its energy is directly proportional to its frequency. The Earth moves around the Sun in an almost perfect circle at an average distance of 150 million kilometers. When a gas is heated at constant volume, its pressure increases; this was first observed by French scientists at the beginning of the eighteenth century. If f is a continuous function on the interval from a to b, then for every value y between f(a) and f(b) there is at least one point x such that f(x) = y.

Whether economic growth is really good for everybody is a question which has been the subject of considerable debate. Those who support free markets believe that competition leads to lower prices and higher quality, and that it encourages individuals to make the best use of their skills. Others argue that without strict rules the rich become richer and the poor become poorer, and that it is therefore the duty of the state to protect the weak. Nevertheless, both sides agree that education is one of the most important factors. According to the annual report of the department, the number of students in secondary schools has increased by nearly thirty percent over the past decade, whereas the amount of money spent per student has hardly changed at all. In my opinion, we ought to think about what kind of society we want to live in, rather than about what is easy or popular at the moment. It would be a mistake to suppose that such problems can be solved overnight. There is no such thing as a free lunch; sooner or later somebody will have to pay the price.

The film tells the story of a young woman who leaves her home town to become an actress, and of the two men who love her. It was directed by a former television producer, and it received mixed reviews: some critics praised the music and the beautiful images, while others found the plot boring and the characters hard to believe. The band released their third album in the summer of 1998; it reached number four on the charts and sold over a million copies worldwide. The house has two bedrooms, a large kitchen, and a lovely view of the lake, and it is only a short walk from the beach, shops, and restaurants. We stayed there for a week with our kids and had a great time. The food was excellent, the staff were very friendly and helpful, and the rooms were clean and quiet. Highly recommended! I just wish we could have stayed longer.

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
