/** Frequent given names, by which a column of people is told from one of cell types. Names that are also biology's words are left out. */

const names = `
aaron abdul abdullah abigail adam adele adrian agnes agnieszka ahmad ahmed aisha akira alan albert alberto alejandra alejandro aleksandr
alessandro alexander alexandra alexandre alexei alfonso alfred ali alice alicia alina alison amanda amelia amina amira amit amy ana anastasia
andre andrea andreas andreea andres andrew andrzej anette angela angelika anil anita anja anjali anke ann anna anne annette annika anthony
antje antoine anton antonio aoife arjun arnold arthur arturo astrid ayesha barbara bartosz beate beatriz ben benedikt benjamin bernard bernd
bettina birgit björn brian brigitte bruno camille carl carla carlos carmen carolin caroline catarina catherine cecilia charles charlotte chiara
chloe chris christian christiane christina christine christoph christopher claire claudia claudio clemens colin concetta cristina daniel daniela
daniele david deborah deepak denise dennis diana diego dieter dietmar dimitri dirk dmitri dmitry dominik donald dorothea dorothy douglas edith
eduardo edward eileen elena eleanor elisabeth elizabeth elke ella ellen emil emilia emily emine emma emmanuel enrico eric erica erik erika
ernst esther eugen eva evelyn fabian fatima fatma felix fernando fiona florence florian francesca francesco francis francisco francois frank
franz françois frederic frederik friederike friedrich fritz gabriel gabriela gabriele gareth gary geoffrey george georg gerald gerda gerhard
giovanni gisela giulia giuseppe gloria grace graham gregory greta guillaume gunther günter hannah hannes hans harald harold harry hassan
heather heidi heike heinrich heinz helen helena helga helmut henri henrik henry herbert hermann hildegard hiroshi holger hugo hussein ibrahim
igor ilse ines ingrid irene irina isabel isabella isabelle ivan jack jacob jacqueline jakob jakub james jamie jan jana jane janet jean jeffrey
jennifer jens jeremy jessica joachim joan joana joanna joao joe johan johann johanna johannes john jonas jonathan jorge josef josefine joseph
josephine joshua josé juan judith julia julian juliane julie julien jürgen kai karen karin karl karolina katarina katarzyna kate katharina
katherine kathleen kathrin katja katrin keith kelly kemal kenneth kenji kerstin kevin khalid klara klaus konrad krzysztof kumar kurt lars laura
lauren laurent lea lena leon leonie leonardo lena leyla linda lisa lise louis louisa louise luca lucas lucia lucy ludwig luis luisa lukas lutz
lydia maciej magdalena mahmoud malgorzata manfred manuel manuela marc marcel marco marcus margaret margarete maria mariam marianne marie marina
mario marion markus marta martha martin martina mary maryam mateusz mathias mathieu matteo matthew matthias maurice maximilian megan mehmet
meike melanie melissa michael michaela michal michel michele michelle miguel mikhail mohamed mohammad mohammed monica monika muhammad murat
mustafa nadia nadine nancy natalia natalie nathalie nathan neha nicholas nicola nicolas nicole niels nikolai nikolaus nina noah nora norbert
oksana olaf oleg olga oliver olivia olivier omar oscar oskar pablo pamela paola paolo patricia patrick paul paula pauline pavel pedro peter
petra philip philipp philippe pierre pilar piotr priya rachel rafael raj rajesh ralf ramona raphael raquel rashid ravi raymond rebecca regina
reinhard renate ricardo riccardo richard rita robert roberto roger roland rolf ronald rosemarie rosemary roswitha rudolf ruth ryan sabine sabrina
sakura salvatore samantha samuel sandeep sandra sanjay sara sarah saskia scott sebastian selma serge sergei sergey sergio shannon sharon sheila
siegfried sigrid silke silvia simon simone sofia sonja sophia sophie stefan stefania stefanie steffen stella stephan stephanie stephen steven
stuart sunil susan susanna susanne svenja sven svetlana sylvia takashi tamara tanja tatiana teresa thea theodor theresa thierry thomas thorsten
tobias tomasz tomas torsten tracy udo ulrich ulrike ursula uwe valentina valerie vanessa vera verena veronica veronika victor victoria vijay
viktor vincent viola virginia vladimir volker walter wanda waltraud werner wilhelm william wolfgang xavier yasmin yolanda youssef yusuf yuki
yulia yvonne zeynep zofia
`;

export const givenNames: ReadonlySet<string> = new Set(names.trim().split(/\s+/));
